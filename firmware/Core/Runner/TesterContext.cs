using EdgeTester.Contracts;
using EdgeTester.Firmware.Impedance;
using EdgeTester.Firmware.Journal;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Safety;

namespace EdgeTester.Firmware.Runner
{
    /// <summary>What the channels of one tester share: ports, options, the moment, and scratch that one uses at a time.</summary>
    public sealed class TesterContext
    {
        /// <summary>Makes the shared things.</summary>
        public TesterContext(
            TesterOptions options,
            IClock clock,
            IFrontEnd frontEnd,
            IUplink uplink,
            INonVolatileMemory memory,
            ISegmentStore store
        )
        {
            Options = options;
            Clock = clock;
            FrontEnd = frontEnd;
            Uplink = uplink;
            Memory = memory;
            Store = store;
            Supervisor = new FrontEndSupervisor(frontEnd);
            Desk = new ImpedanceDesk(frontEnd);
            References = new ReferenceWatch(Desk);
            SelfTest = new SelfTest(
                Desk,
                memory,
                DeviceMemory.Size + frontEnd.ChannelCount * Checkpoint.Size + CutMark.Size,
                Scratch
            );
            Mark = new CutMark(memory, DeviceMemory.Size + frontEnd.ChannelCount * Checkpoint.Size, Scratch);
            int largest = SampleBlockCodec.LargestSize(options.BlockSamples);
            if (largest < RunEventCodec.LargestSize)
                largest = RunEventCodec.LargestSize;
            FrameBuffer = new byte[largest];
            ReadBuffer = new byte[largest];
            MessageBuffer = new byte[options.ReceiveBytes];
        }

        /// <summary>Options.</summary>
        public readonly TesterOptions Options;

        /// <summary>Time.</summary>
        public readonly IClock Clock;

        /// <summary>The measuring half.</summary>
        public readonly IFrontEnd FrontEnd;

        /// <summary>The way to the broker.</summary>
        public readonly IUplink Uplink;

        /// <summary>Checkpoints.</summary>
        public readonly INonVolatileMemory Memory;

        /// <summary>Journals and plans.</summary>
        public readonly ISegmentStore Store;

        /// <summary>Reads the front end and brings it back.</summary>
        public readonly FrontEndSupervisor Supervisor;

        /// <summary>What channels share for impedance.</summary>
        public readonly ImpedanceDesk Desk;

        /// <summary>Measures R_cal at boot and every hour.</summary>
        public readonly ReferenceWatch References;

        /// <summary>Looks at everything else, at boot and every day.</summary>
        public readonly SelfTest SelfTest;

        /// <summary>Frames are encoded here.</summary>
        public readonly byte[] FrameBuffer;

        /// <summary>Frames are read back here.</summary>
        public readonly byte[] ReadBuffer;

        /// <summary>Messages come in here.</summary>
        public readonly byte[] MessageBuffer;

        /// <summary>Rows of plans are read through this; checkpoints are built in it.</summary>
        public readonly byte[] Scratch = new byte[PlanStore.ScratchBytes];

        /// <summary>For encoding.</summary>
        public readonly FrameHeader Header = new FrameHeader();

        /// <summary>For encoding.</summary>
        public readonly ByteWriter Writer = new ByteWriter();

        /// <summary>For decoding.</summary>
        public readonly ByteReader Reader = new ByteReader();

        /// <summary>The event that is being written.</summary>
        public readonly RunEvent Event = new RunEvent();

        /// <summary>The point that is being written.</summary>
        public readonly ImpedancePoint Point = new ImpedancePoint();

        /// <summary>A row that is looked at in passing.</summary>
        public readonly StepDefinition Row = new StepDefinition();

        /// <summary>Limits that every run keeps beside its plan's.</summary>
        public Limits DeviceLimits = new Limits();

        /// <summary>The last moment of life of the boot before.</summary>
        public readonly CutMark Mark;

        /// <summary>Number of this boot.</summary>
        public uint Boot;

        /// <summary>Monotonic microseconds of this step of the tester.</summary>
        public long Now;

        /// <summary>The link's microseconds of this step of the tester.</summary>
        public long LinkNow;

        /// <summary>Whether a checkpoint was written in this step of the tester: the next that can wait does.</summary>
        public bool HasSaved;

        /// <summary>Whether a channel waits for room in the store, or could not record.</summary>
        public bool RoomMatters = true;

        /// <summary>Whether the non-volatile memory has failed to answer.</summary>
        public bool MemoryIsDead;

        /// <summary>The device description must be said again.</summary>
        public bool MustDescribe;
    }
}
