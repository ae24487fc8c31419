using System.Text;
using EdgeTester.Contracts;
using EdgeTester.Firmware.Provisioning;

namespace EdgeTester.Firmware.Tests.Provisioning;

public sealed class ProvisioningSessionTests
{
    private readonly TwoFiles files = new();
    private readonly DeviceSettings settings = new();
    private readonly ProvisioningSession session;

    public ProvisioningSessionTests() =>
        session = new ProvisioningSession(settings, new SettingsStore(files), "CellNode-8 0.1.0 bench-1");

    [Fact]
    public void A_line_has_the_bytes_that_the_grammar_says()
    {
        var line = ProvisioningSession.Answer("hello");
        Assert.Equal("ET1 hello *" + $"{Crc("ET1 hello"):X8}" + "\n", line);
    }

    [Fact]
    public void A_device_is_set_up_line_by_line()
    {
        Assert.Equal("ok CellNode-8 0.1.0 bench-1", Say("hello"));
        Assert.Equal(
            "no serial is missing or has other characters than letters, digits, - and _",
            Say("save")
        );
        Assert.Equal("ok 7", Put("serial", 0, "bench-7"));
        Assert.Equal("ok 4", Put("broker", 0, "host"));
        var pem = "-----BEGIN CERTIFICATE-----\n" + new string('A', 1500) + "\n-----END CERTIFICATE-----\n";
        for (var at = 0; at < pem.Length; at += 192)
        {
            var part = pem[at..Math.Min(pem.Length, at + 192)];
            Assert.Equal($"ok {at + part.Length}", Put("authority", at, part));
            // A line that is sent twice because its answer was lost changes nothing.
            Assert.Equal($"ok {at + part.Length}", Put("authority", at, part));
        }
        Assert.Equal($"ok {pem.Length} {Crc(pem):X8}", Say("list authority"));
        Assert.Equal("ok", Say("save"));
        var loaded = new DeviceSettings();
        Assert.True(new SettingsStore(files).TryLoad(loaded));
        Assert.Equal("bench-7", loaded.Text(SettingName.Serial));
        Assert.Equal(pem, loaded.Text(SettingName.Authority));
        Assert.False(session.MustRestart);
        Assert.Equal("ok", Say("restart"));
        Assert.True(session.MustRestart);
    }

    [Theory]
    [InlineData("put serial 1 QQ==", "gap")]
    [InlineData("put serial 0 QQ=", "Base64")]
    [InlineData("put serial 0 QR==", "Base64")]
    [InlineData("put serial 0 Q Q=", "Base64")]
    [InlineData("put serial 999999 QQ==", "offset")]
    [InlineData("put serial -1 QQ==", "offset")]
    [InlineData("put colour 0 QQ==", "no such setting")]
    [InlineData("put serial 0 AAAA", "printable")]
    [InlineData("list", "no such setting")]
    [InlineData("list serial now", "no such setting")]
    [InlineData("hello there", "not understood")]
    [InlineData("", "not understood")]
    [InlineData("helloo", "not understood")]
    [InlineData("restart now", "not understood")]
    public void What_makes_no_sense_is_refused_and_changes_nothing(string words, string expected)
    {
        Assert.StartsWith("no ", Say(words));
        Assert.Contains(expected, Say(words));
        Assert.Equal("", settings.Text(SettingName.Serial));
        Assert.False(session.MustRestart);
    }

    [Fact]
    public void A_secret_never_leaves_the_device()
    {
        Put("wireless-password", 0, "open sesame");
        Assert.Equal($"ok 11 {Crc("open sesame"):X8}", Say("list wireless-password"));
    }

    [Fact]
    public void A_full_flash_is_said()
    {
        Put("serial", 0, "a");
        Put("broker", 0, "b");
        files.IsFull = true;
        Assert.Equal("no the settings could not be written", Say("save"));
    }

    [Fact]
    public void A_damaged_line_is_asked_for_again_and_every_flipped_bit_is_found()
    {
        var line = ProvisioningSession.Answer("put serial 0 YmVuY2g=");
        for (var k = 0; k < (line.Length - 1) * 8; k++)
        {
            var bytes = Encoding.Latin1.GetBytes(line);
            bytes[k / 8] ^= (byte)(1 << k % 8);
            var answer = Send(bytes);
            Assert.DoesNotContain("ok", answer);
            Assert.Equal("", settings.Text(SettingName.Serial));
        }
        Assert.Equal("ok 5", Say("put serial 0 YmVuY2g="));
    }

    [Fact]
    public void Noise_of_any_kind_neither_throws_nor_makes_a_device_talk()
    {
        var random = new Random(5);
        var noise = new byte[200_000];
        random.NextBytes(noise);
        Assert.Equal("", Send(noise));
        var talk = 0;
        for (var k = 0; k < 3000; k++)
        {
            var text = new StringBuilder("\nET1 ");
            for (var length = random.Next(0, 400); length > 0; length--)
                text.Append((char)random.Next(32, 127));
            talk += Send(Encoding.Latin1.GetBytes(text.Append('\n').ToString())).Split('\n').Length - 1;
        }
        // Whoever begins a line rightly gets one answer, and it is a refusal.
        Assert.Equal(3000, talk);
        Assert.InRange(session.Damaged, 3000, 3100);
        Assert.Equal("ok CellNode-8 0.1.0 bench-1", Say("hello"));
    }

    [Fact]
    public void A_long_line_is_swallowed_to_its_end()
    {
        Send(Encoding.ASCII.GetBytes(new string('x', 100_000)));
        Assert.Equal("", Send("\n"u8.ToArray()));
        Assert.StartsWith("no ", Words(Send(Encoding.ASCII.GetBytes("ET1 " + new string('x', 1000) + "\n"))));
        Assert.Equal("ok CellNode-8 0.1.0 bench-1", Say("hello"));
    }

    private string Put(string name, int offset, string text) =>
        Say($"put {name} {offset} {Convert.ToBase64String(Encoding.ASCII.GetBytes(text))}");

    private string Say(string words) =>
        Words(Send(Encoding.ASCII.GetBytes(ProvisioningSession.Answer(words))));

    private static string Words(string line)
    {
        Assert.EndsWith("\n", line);
        var end = line.LastIndexOf(" *", StringComparison.Ordinal);
        Assert.Equal($"{Crc(line[..end]):X8}\n", line[(end + 2)..]);
        Assert.StartsWith("ET1 ", line);
        return line[4..end];
    }

    private string Send(byte[] bytes)
    {
        var answer = new StringBuilder();
        foreach (var b in bytes)
            answer.Append(session.Take(b));
        return answer.ToString();
    }

    private static uint Crc(string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        return Crc32.Compute(bytes, 0, bytes.Length);
    }
}
