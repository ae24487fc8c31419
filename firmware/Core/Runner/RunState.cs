using EdgeTester.Contracts;

namespace EdgeTester.Firmware.Runner
{
    /// <summary>
    /// All of a run that must outlive a power failure. What a checkpoint holds is this, and nothing else decides how a run goes on.
    /// </summary>
    public sealed class RunState
    {
        /// <summary>The most loops of a plan that the tester runs.</summary>
        public const int MaximumLoops = 16;

        /// <summary>What the channel does.</summary>
        public ChannelState State;

        /// <summary>The run, also after it is over: an identity is used once.</summary>
        public RunId Run;

        /// <summary>Serial of the plan's segment.</summary>
        public int PlanSerial;

        /// <summary>Bytes of the plan.</summary>
        public int PlanBytes;

        /// <summary>CRC-32 that names the plan.</summary>
        public uint PlanChecksum;

        /// <summary>Row that runs.</summary>
        public ushort Step;

        /// <summary>How many steps have begun.</summary>
        public uint StepCount;

        /// <summary>Cycle from 0.</summary>
        public uint Cycle;

        /// <summary>Whether the end of this step is in the journal already.</summary>
        public bool StepIsOver;

        /// <summary>What comes after a step that is over: a row, or as a condition's target.</summary>
        public ushort FollowTarget;

        /// <summary>Cycle ends that are in the journal since the step ended.</summary>
        public byte CyclesSaid;

        /// <summary>Whether it is paused for want of room, and goes on by itself.</summary>
        public bool WaitsForRoom;

        /// <summary>Why the run is over while its last event is not in the journal yet; else <see cref="EndReason.None"/>.</summary>
        public EndReason PendingEnd;

        /// <summary>Microseconds since the run began.</summary>
        public long ElapsedMicroseconds;

        /// <summary>Microseconds that the technique of this step has run.</summary>
        public long StepMicroseconds;

        /// <summary>Unix time in milliseconds at <see cref="ElapsedMicroseconds"/>, 0 = not known.</summary>
        public long UnixMilliseconds;

        /// <summary>Net charge of the run in coulomb.</summary>
        public double Charge;

        /// <summary>Net energy of the run in joule.</summary>
        public double Energy;

        /// <summary>Net charge of the run when the step began.</summary>
        public double ChargeAtStep;

        /// <summary>Net energy of the run when the step began.</summary>
        public double EnergyAtStep;

        /// <summary>Charge of this cycle in the charging direction, not below zero.</summary>
        public double CycleCharged;

        /// <summary>Charge of this cycle in the other direction, not below zero.</summary>
        public double CycleDischarged;

        /// <summary>Last cell voltage in volt.</summary>
        public double Voltage;

        /// <summary>Last current in ampere.</summary>
        public double Current;

        /// <summary>Steady current in ampere that was to flow from the checkpoint on; 0 where the cell was open.</summary>
        public double Flowing;

        /// <summary>Monotonic microseconds, of <see cref="Boot"/>, at which the run began.</summary>
        public long Base;

        /// <summary>The boot that wrote the checkpoint.</summary>
        public uint Boot;

        /// <summary>Open-circuit voltage that the step counts from, in volt.</summary>
        public double Reference;

        /// <summary>Resistance in ohm that a pulse or a spectrum found last; NaN before.</summary>
        public double Resistance;

        /// <summary>Lowest conductance in siemens that the sentinel has seen; NaN before.</summary>
        public double LowestConductance;

        /// <summary>Temperature in degree Celsius at that moment; NaN where it is not known.</summary>
        public double LowestConductanceCelsius;

        /// <summary>Samples that are in the journal.</summary>
        public uint Samples;

        /// <summary>Impedance points that are in the journal.</summary>
        public uint Points;

        /// <summary>Events that are in the journal.</summary>
        public uint Events;

        /// <summary>Records that were dropped before they got a sequence.</summary>
        public uint Dropped;

        /// <summary>Number of the next spectrum, or of the one that is open.</summary>
        public uint Spectrum;

        /// <summary>Whether a spectrum has begun and not ended.</summary>
        public bool SpectrumIsOpen;

        /// <summary>Next point of the spectrum.</summary>
        public ushort PointIndex;

        /// <summary>Points of the open spectrum that were measured.</summary>
        public ushort PointsMeasured;

        /// <summary>The sequence that the next record gets.</summary>
        public ulong NextSequence;

        /// <summary>The first sequence that the host does not have.</summary>
        public ulong NextUnpersisted;

        /// <summary>Passes that each loop of the plan has done.</summary>
        public uint[] LoopPasses = new uint[MaximumLoops];

        /// <summary>Begins a run from nothing.</summary>
        public void Begin(RunId run, int planSerial, int planBytes, uint planChecksum)
        {
            State = ChannelState.Running;
            Run = run;
            PlanSerial = planSerial;
            PlanBytes = planBytes;
            PlanChecksum = planChecksum;
            Step = 0;
            StepCount = 0;
            Cycle = 0;
            StepIsOver = false;
            FollowTarget = Condition.NextStep;
            CyclesSaid = 0;
            WaitsForRoom = false;
            PendingEnd = EndReason.None;
            ElapsedMicroseconds = 0;
            StepMicroseconds = 0;
            UnixMilliseconds = 0;
            Charge = 0;
            Energy = 0;
            ChargeAtStep = 0;
            EnergyAtStep = 0;
            Flowing = 0;
            CycleCharged = 0;
            CycleDischarged = 0;
            Reference = 0;
            Resistance = double.NaN;
            LowestConductance = double.NaN;
            LowestConductanceCelsius = double.NaN;
            Samples = 0;
            Points = 0;
            Events = 0;
            Dropped = 0;
            Spectrum = 0;
            SpectrumIsOpen = false;
            PointIndex = 0;
            PointsMeasured = 0;
            NextSequence = 0;
            NextUnpersisted = 0;
            for (int k = 0; k < MaximumLoops; k++)
                LoopPasses[k] = 0;
        }
    }
}
