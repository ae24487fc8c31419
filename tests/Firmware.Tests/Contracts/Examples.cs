using EdgeTester.Contracts;

namespace EdgeTester.Firmware.Tests.Contracts;

/// <summary>One example of everything that crosses the wire, with values that differ from field to field.</summary>
public static class Examples
{
    public static readonly RunId Run = new(0x0123456789abcdef, 0xfedcba9876543210);

    public static IEnumerable<(string Name, byte[] Bytes)> All()
    {
        yield return ("samples, one of each column mode", Samples(Block()));
        yield return ("samples, a single one", Samples(SingleSample()));
        yield return ("impedance point", Point());
        yield return ("event with text", Event());
        yield return ("persisted", PersistedFrame());
        yield return ("replay request", Replay());
        yield return ("command start", CommandFrame(CommandVerb.Start, [1, 2, 3, 4, 5]));
        yield return ("command describe", CommandFrame(CommandVerb.Describe, []));
        yield return ("command acknowledgement", Acknowledgement());
        yield return ("device description", Description());
        yield return ("live status", Live());
        yield return ("compiled plan", Plan());
        yield return ("compiled plan, version 2", SecondPlan());
    }

    public static SampleBlock Block()
    {
        var block = SingleSample();
        block.Count = 4;
        long[] times = [1_000_000, 2_000_000, 3_000_000, 4_000_007];
        int[] volts = [3_000_000, 3_000_001, 2_999_900, -5];
        times.CopyTo(block.ElapsedMicroseconds, 0);
        volts.CopyTo(block.VoltageCounts, 0);
        Array.Fill(block.CurrentCounts, -1234, 0, 4);
        Array.Fill(block.TemperatureCentidegrees, (short)2512, 0, 4);
        block.TemperatureCentidegrees[3] = -400;
        return block;
    }

    public static byte[] Samples(SampleBlock block)
    {
        var buffer = new byte[SampleBlockCodec.LargestSize(block.Count)];
        return Cut(buffer, SampleBlockCodec.Encode(block, buffer, 0, new FrameHeader(), new ByteWriter()));
    }

    public static ImpedancePoint PointValue() =>
        new()
        {
            Run = Run,
            Channel = 7,
            Sequence = 1_000_000_000_007,
            OverflowCount = 0,
            Step = 3,
            StepCount = 17,
            Cycle = 5,
            Spectrum = 2,
            Index = 41,
            PointCount = 64,
            ElapsedMicroseconds = 123_456_789_012,
            FrequencyHz = 9.937,
            RealOhm = 407.8,
            ImaginaryOhm = -61.25,
            RelativeSigma = 3.5e-4,
            VoltageAmplitude = 5e-3,
            CurrentAmplitude = 12.1e-6,
            DirectVoltage = 0.0655,
            DirectCurrent = -1e-7,
            DriftVolt = 2e-6,
            HarmonicShare = double.NaN,
            Periods = 9,
            Range = 2,
            Quality = ImpedanceQuality.Noisy | ImpedanceQuality.Drifting,
            TemperatureCentidegrees = SampleBlock.NoTemperature,
        };

    public static RunEvent EventValue() =>
        new()
        {
            Run = Run,
            Channel = 1,
            Sequence = 12,
            OverflowCount = 1,
            Code = RunEventCode.LimitTripped,
            Reason = EndReason.Limit,
            Step = 4,
            StepCount = 9,
            Cycle = 2,
            ElapsedMicroseconds = 3_600_000_000,
            UnixMilliseconds = 1_790_000_000_123,
            Voltage = 4.9,
            Current = 1e-3,
            ChargeCoulomb = -3.6,
            Value1 = 4.85,
            Value2 = 4.9,
            Value3 = double.NaN,
            Text = "voltage above its limit: 4.85 V ≤ U",
        };

    public static StepDefinition[] Steps()
    {
        var current = new StepDefinition
        {
            Kind = StepKind.ConstantCurrent,
            Range = StepDefinition.AutoRange,
            Setpoint = -1.7671e-4,
            RecordIntervalMicroseconds = 10_000_000,
            RecordVoltageChange = 2e-4,
            ConditionCount = 2,
        };
        current.Limits.MaximumVoltage = 5;
        current.Limits.ShortVoltageShare = 0.3;
        current.Conditions[0].Quantity = ConditionQuantity.StepTime;
        current.Conditions[0].Above = true;
        current.Conditions[0].Threshold = 1800;
        current.Conditions[0].Target = Condition.NextStep;
        current.Conditions[1].Quantity = ConditionQuantity.Voltage;
        current.Conditions[1].Threshold = -1;
        current.Conditions[1].Target = Condition.EndRun;
        var spectrum = new StepDefinition
        {
            Kind = StepKind.PotentiostaticImpedance,
            RelativeToOpenCircuit = true,
            Range = 1,
            Amplitude = 5e-3,
            StartFrequencyHz = 200e3,
            EndFrequencyHz = 0.1,
            PointsPerDecade = 10,
            MinimumPeriods = 2,
        };
        var loop = new StepDefinition
        {
            Kind = StepKind.Loop,
            LoopTarget = 0,
            RepeatCount = 300,
            CountsCycles = true,
        };
        return [current, spectrum, loop];
    }

    public static byte[] Plan()
    {
        var header = new PlanHeader { Resume = ResumePolicy.ContinueIfShort, LongestOutageSeconds = 600 };
        header.Limits.MaximumCurrent = 0.011;
        header.Limits.DelaySeconds = 0.5;
        var buffer = new byte[4096];
        return Cut(buffer, CompiledPlan.Encode(header, Steps(), buffer, new ByteWriter()));
    }

    public static byte[] SecondPlan()
    {
        var header = new PlanHeader
        {
            Sentinel =
            {
                IsOn = true,
                Action = SoftShortAction.StopIfIrreversible,
                NoiseShare = 0.02,
                ConductanceRise = 0.25,
                RunawayVolt = 4.5,
            },
        };
        var steps = Steps();
        steps[1].AskedSigma = 2e-3;
        steps[1].EveryCycles = 10;
        steps[0].Conditions[1].Quantity = ConditionQuantity.Resistance;
        var check = new StepDefinition { Kind = StepKind.ShortCheck, Setpoint = -1e-4 };
        var pulse = new StepDefinition
        {
            Kind = StepKind.CurrentPulse,
            Setpoint = 1e-3,
            End = 1e-5,
            PulseSeconds = 10,
            RelaxSeconds = 600,
            RepeatCount = 20,
        };
        var buffer = new byte[4096];
        return Cut(buffer, CompiledPlan.Encode(header, [.. steps, check, pulse], buffer, new ByteWriter()));
    }

    public static byte[] Cut(byte[] buffer, int length)
    {
        Assert.True(length > 0);
        return buffer.AsSpan(0, length).ToArray();
    }

    private static SampleBlock SingleSample()
    {
        var block = new SampleBlock(8)
        {
            Count = 1,
            Run = Run,
            Channel = 3,
            FirstSequence = 4_294_967_301,
            OverflowCount = 2,
            Step = 6,
            StepCount = 70_000,
            Cycle = 65_537,
            Range = 1,
            VoltageQuantum = 1e-6,
            CurrentQuantum = 1e-9,
            ChargeCoulomb = -12.5,
            EnergyJoule = 40.25,
        };
        block.ElapsedMicroseconds[0] = 86_400_000_000;
        block.VoltageCounts[0] = int.MinValue;
        block.CurrentCounts[0] = int.MaxValue;
        block.TemperatureCentidegrees[0] = SampleBlock.NoTemperature;
        return block;
    }

    private static byte[] Point()
    {
        var buffer = new byte[ImpedancePointCodec.Size];
        return Cut(
            buffer,
            ImpedancePointCodec.Encode(PointValue(), buffer, 0, new FrameHeader(), new ByteWriter())
        );
    }

    private static byte[] Event()
    {
        var buffer = new byte[RunEventCodec.LargestSize];
        return Cut(
            buffer,
            RunEventCodec.Encode(EventValue(), buffer, 0, new FrameHeader(), new ByteWriter())
        );
    }

    private static byte[] PersistedFrame()
    {
        var value = new Persisted
        {
            Run = Run,
            Channel = 2,
            NextSequence = 0x1122334455667788,
        };
        var buffer = new byte[Persisted.Size];
        return Cut(buffer, value.Encode(buffer, 0, new FrameHeader()));
    }

    private static byte[] Replay()
    {
        var value = new ReplayRequest
        {
            Run = Run,
            Channel = 2,
            FirstSequence = 1000,
            EndSequence = 2000,
        };
        var buffer = new byte[ReplayRequest.Size];
        return Cut(buffer, value.Encode(buffer, 0, new FrameHeader()));
    }

    private static byte[] CommandFrame(CommandVerb verb, byte[] payload)
    {
        var value = new Command
        {
            Id = 0xA1B2C3D4E5F60708,
            Verb = verb,
            Run = Run,
            Channel = 5,
            ExpiryUnixMilliseconds = 1_790_000_000_000,
            Payload = payload,
        };
        var buffer = new byte[value.EncodedSize];
        return Cut(buffer, value.Encode(buffer, 0, new FrameHeader(), new ByteWriter()));
    }

    private static byte[] Acknowledgement()
    {
        var value = new CommandAcknowledgement
        {
            Id = 0xA1B2C3D4E5F60708,
            Run = Run,
            Channel = 5,
            Result = CommandResult.BadPlan,
            Text = "step index 3: the current is above the range",
        };
        var buffer = new byte[CommandAcknowledgement.LargestSize];
        return Cut(buffer, value.Encode(buffer, 0, new FrameHeader(), new ByteWriter()));
    }

    private static byte[] Description()
    {
        var value = new DeviceDescription
        {
            Serial = "CN8-0042",
            Board = "CellNode-8",
            Firmware = "0.1.0",
            Calibration = "2026-11-20 a1b2",
            BootCount = 12,
            UnixMilliseconds = 1_790_000_000_000,
            MinimumVoltage = -7,
            MaximumVoltage = 7,
            MinimumFrequencyHz = 0.001,
            MaximumFrequencyHz = 200_000,
            CurrentRanges = [10e-3, 1e-3, 100e-6, 10e-6],
            Channels =
            [
                new ChannelSummary
                {
                    State = ChannelState.Running,
                    Run = Run,
                    NextSequence = 77,
                },
                new ChannelSummary(),
            ],
        };
        var buffer = new byte[DeviceDescription.LargestSize];
        return Cut(buffer, value.Encode(buffer, 0, new FrameHeader(), new ByteWriter()));
    }

    private static byte[] Live()
    {
        var value = new LiveStatus
        {
            Run = Run,
            Channel = 4,
            State = ChannelState.Running,
            Kind = StepKind.ConstantVoltage,
            Step = 2,
            StepCount = 19,
            Cycle = 6,
            ElapsedMicroseconds = 5_000_000_000,
            Voltage = 3.4567,
            Current = -1e-4,
            ChargeCoulomb = 0.125,
            TemperatureCentidegrees = 3012,
            NextSequence = 9000,
            NextUnpersisted = 8936,
        };
        var buffer = new byte[LiveStatus.Size];
        return Cut(buffer, value.Encode(buffer, 0, new FrameHeader(), new ByteWriter()));
    }
}
