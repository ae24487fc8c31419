using EdgeTester.Contracts;
using EdgeTester.Firmware.Chips;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Channels
{
    /// <summary>
    /// The self-test of the measuring half. Latch, set-points and generator are looked at while cells are driven, because nothing is changed; the
    /// converters only of channels that the caller gives away.
    /// </summary>
    internal sealed class BoardSelfTest
    {
        private const int Idle = 0;
        private const int Registers = 1;
        private const int ReferenceWakes = 2;
        private const int ReferenceConverts = 3;
        private const int Converting = 4;
        private const double LargestReferenceError = 0.04;
        private const long WakeMicroseconds = 1000;
        private const long ConvertMicroseconds = 1000;

        private readonly LatchChain latch;
        private readonly SetPoints setPoints;
        private readonly Dac80508 dac;
        private readonly Ad5941 generator;
        private readonly ConverterTest converters;
        private readonly SelfTestFinding found = new SelfTestFinding();
        private int state;
        private int channels;
        private long readyAt;

        internal BoardSelfTest(
            LatchChain latch,
            SetPoints setPoints,
            Dac80508 dac,
            Ad5941 generator,
            ConverterTest converters
        )
        {
            this.latch = latch;
            this.setPoints = setPoints;
            this.dac = dac;
            this.generator = generator;
            this.converters = converters;
        }

        internal void Start(int bits)
        {
            converters.Abort();
            found.Clear();
            channels = 0;
            for (int k = 0; k < SignalChain.ChannelCount; k++)
                if (!setPoints.Drives[k].Connected)
                    channels |= bits & (1 << k);
            state = Registers;
        }

        internal FrontEndFault Poll(SelfTestFinding finding, long now, out long next)
        {
            next = now + 1;
            switch (state)
            {
                case Idle:
                    return FrontEndFault.OutOfRange;
                case Registers:
                    FrontEndFault fault = LookAtRegisters();
                    if (fault != FrontEndFault.None)
                        return End(finding, fault);
                    generator.WakeForReference();
                    Wait(ReferenceWakes, WakeMicroseconds, now, out next);
                    return FrontEndFault.Busy;
                case ReferenceWakes:
                    if (now < readyAt)
                        return FrontEndFault.Busy;
                    generator.ConvertReference();
                    Wait(ReferenceConverts, ConvertMicroseconds, now, out next);
                    return FrontEndFault.Busy;
                case ReferenceConverts:
                    if (now < readyAt)
                        return FrontEndFault.Busy;
                    LookAtReference();
                    converters.Start(channels);
                    state = Converting;
                    return FrontEndFault.Busy;
                default:
                    FrontEndFault read = converters.Poll(found, now, out next);
                    return read == FrontEndFault.Busy ? read : End(finding, read);
            }
        }

        private FrontEndFault End(SelfTestFinding finding, FrontEndFault fault)
        {
            state = Idle;
            finding.Part = found.Part;
            finding.Channel = found.Channel;
            finding.Read = found.Read;
            finding.Expected = found.Expected;
            finding.Channels = found.Channels;
            return fault;
        }

        private void Wait(int following, long microseconds, long now, out long next)
        {
            state = following;
            readyAt = now + microseconds;
            next = readyAt;
        }

        private FrontEndFault LookAtRegisters()
        {
            int wrong = latch.WrongBytes();
            if (wrong > 0)
                found.Fail(SelfTestPart.Latch, SelfTestFinding.Board, wrong, 0);
            for (int k = 0; k < SignalChain.ChannelCount; k++)
            {
                int code;
                FrontEndFault fault = dac.ReadRegister(Dac80508Register.Output0 + k, out code);
                if (fault != FrontEndFault.None)
                    return fault;
                if (code != setPoints.Drives[k].Code)
                    found.Fail(SelfTestPart.SetPoint, k, code, setPoints.Drives[k].Code);
            }
            int identity = Numbers.Signed(generator.ReadRegister(Ad5941Register.AdiIdentity));
            if (identity != Ad5941.ExpectedIdentity)
                found.Fail(SelfTestPart.Generator, SelfTestFinding.Board, identity, Ad5941.ExpectedIdentity);
            return FrontEndFault.None;
        }

        private void LookAtReference()
        {
            double volt = generator.TakeReference();
            double error = volt - Ad5941.ReferenceOverBias;
            if (!Numbers.IsFinite(error) || Numbers.Absolute(error) > LargestReferenceError)
                found.Fail(
                    SelfTestPart.GeneratorReference,
                    SelfTestFinding.Board,
                    volt,
                    Ad5941.ReferenceOverBias
                );
        }
    }
}
