using EdgeTester.Contracts;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeTester.Firmware.Tests.Contracts;

/// <summary>Whatever comes over the wire, a decoder says what is wrong with it: it never throws and never reads past the end.</summary>
public class HostileInputTests
{
    [Fact]
    public void Any_bytes_give_a_typed_error()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => AssertRefused(bytes))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(3, 5));
    }

    [Fact]
    public void Every_flipped_bit_is_found()
    {
        foreach (var (_, bytes) in Examples.All())
        {
            for (var bit = 0; bit < bytes.Length * 8; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                AssertRefused(bytes);
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Fact]
    public void Every_cut_and_every_addition_is_found()
    {
        foreach (var (_, bytes) in Examples.All())
        {
            for (var length = 0; length < bytes.Length; length++)
                AssertRefused(bytes.AsSpan(0, length).ToArray());
            AssertRefused([.. bytes, 0]);
        }
    }

    [Fact]
    public void An_unknown_version_is_named()
    {
        foreach (var (name, bytes) in Examples.All())
        {
            bytes[2] = CompiledPlan.Version + 1;
            if (name.StartsWith("compiled plan", StringComparison.Ordinal))
                Assert.Equal(FrameError.UnknownVersion, PlanError(bytes));
            else
                Assert.Equal(
                    FrameError.UnknownVersion,
                    Frame.TryReadHeader(bytes, 0, bytes.Length, new FrameHeader())
                );
        }
    }

    [Fact]
    public void An_absurd_length_is_named()
    {
        foreach (var (name, bytes) in Examples.All())
        {
            if (name.StartsWith("compiled plan", StringComparison.Ordinal))
                continue;
            LittleEndian.WriteUInt32(bytes, 4, uint.MaxValue);
            Assert.Equal(
                FrameError.WrongLength,
                Frame.TryReadHeader(bytes, 0, bytes.Length, new FrameHeader())
            );
        }
    }

    /// <summary>Damage behind a checksum that was made to fit: the decoders may accept what is sane, but must not throw.</summary>
    [Fact]
    public void A_body_that_lies_is_read_to_its_end_at_the_most()
    {
        var examples = Examples.All().ToArray();
        var damage =
            from example in Gen.Choose(0, examples.Length - 1)
            from changes in Gen.Choose(1, 6)
            from places in Gen.Choose(0, 100_000).ArrayOf(changes)
            from values in Gen.Choose(0, 255).ArrayOf(changes)
            from cut in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(0, 60)))
            select (example, places, values, cut);
        Prop.ForAll(
                damage.ToArbitrary(),
                d =>
                {
                    var whole = examples[d.example].Bytes;
                    var isPlan = examples[d.example]
                        .Name.StartsWith("compiled plan", StringComparison.Ordinal);
                    var length = Math.Max(Frame.HeaderSize + 4, whole.Length - d.cut);
                    if (length > whole.Length)
                        return;
                    var bytes = whole.AsSpan(0, length).ToArray();
                    for (var k = 0; k < d.places.Length; k++)
                        bytes[8 + d.places[k] % (length - 12)] = (byte)d.values[k];
                    LittleEndian.WriteUInt32(bytes, isPlan ? 5 : 4, (uint)length);
                    LittleEndian.WriteUInt32(bytes, length - 4, Crc32.Compute(bytes, 0, length - 4));
                    DecodeAll(bytes);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000).WithReplay(7, 9));
    }

    [Fact]
    public void A_plan_names_its_first_bad_row()
    {
        var steps = Examples.Steps();
        steps[1].Amplitude = -1;
        var buffer = new byte[4096];
        var length = CompiledPlan.Encode(new PlanHeader(), steps, buffer, new ByteWriter());
        var error = CompiledPlan.TryRead(
            buffer,
            length,
            new PlanHeader(),
            new StepDefinition(),
            new ByteReader(),
            out var bad
        );
        Assert.Equal(FrameError.FieldOutOfRange, error);
        Assert.Equal(1, bad);
    }

    private static void AssertRefused(byte[] bytes)
    {
        foreach (var error in DecodeAll(bytes))
            Assert.NotEqual(FrameError.None, error);
    }

    private static FrameError PlanError(byte[] bytes) =>
        CompiledPlan.TryRead(
            bytes,
            bytes.Length,
            new PlanHeader(),
            new StepDefinition(),
            new ByteReader(),
            out _
        );

    private static FrameError[] DecodeAll(byte[] bytes)
    {
        var header = new FrameHeader();
        var reader = new ByteReader();
        var n = bytes.Length;
        return
        [
            Frame.TryReadHeader(bytes, 0, n, header),
            SampleBlockCodec.TryDecode(bytes, 0, n, new SampleBlock(64), header, reader),
            ImpedancePointCodec.TryDecode(bytes, 0, n, new ImpedancePoint(), header, reader),
            RunEventCodec.TryDecode(bytes, 0, n, new RunEvent(), header, reader),
            new Persisted().TryDecode(bytes, 0, n, header),
            new ReplayRequest().TryDecode(bytes, 0, n, header),
            new Command().TryDecode(bytes, 0, n, header, reader),
            new CommandAcknowledgement().TryDecode(bytes, 0, n, header, reader),
            new DeviceDescription().TryDecode(bytes, 0, n, header, reader),
            new LiveStatus().TryDecode(bytes, 0, n, header, reader),
            PlanError(bytes),
        ];
    }
}
