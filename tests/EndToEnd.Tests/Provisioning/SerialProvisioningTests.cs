using System.Runtime.InteropServices;
using System.Text;
using EdgeTester.Cli;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Provisioning;
using EdgeTester.Firmware.Provisioning;

namespace EdgeTester.EndToEnd.Tests.Provisioning;

/// <summary>The command at one end of a pseudo-terminal, the firmware's own session at the other.</summary>
public sealed class SerialProvisioningTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edgetester-serial").FullName;
    private readonly TwoCopies files = new();

    [Fact]
    public void A_tester_is_set_up_over_a_noisy_line()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pseudo-terminals are made by Linux' libc here");
        foreach (var name in new[] { "ca.crt", "device.crt", "device.key" })
            File.WriteAllText(Path.Combine(folder, name), Pem(name));
        using var device = new DeviceAtTerminal(files, damagedEvery: 7);
        var code = CommandTree
            .Create()
            .Parse([
                "provision",
                "serial",
                device.Path,
                "--serial",
                "bench-9",
                "--broker",
                "lab-host:8884",
                "--identity",
                folder,
            ])
            .Invoke();
        Assert.Equal(ExitCode.Success, code);
        var settings = new DeviceSettings();
        Assert.True(new SettingsStore(files).TryLoad(settings));
        Assert.Equal("bench-9", settings.Text(SettingName.Serial));
        Assert.Equal("lab-host", settings.Text(SettingName.Broker));
        Assert.Equal(8884, settings.Port);
        Assert.Equal(Pem("device.key"), settings.Text(SettingName.PrivateKey));
        Assert.Equal(Pem("ca.crt"), settings.Text(SettingName.Authority));
        Assert.True(device.Session.MustRestart);
        Assert.True(device.Session.Damaged > 0);
    }

    [Fact]
    public void A_port_without_a_device_is_said_to_be_silent()
    {
        var silent = new DeviceConversation(new MemoryStream(), TimeProvider.System)
        {
            Patience = TimeSpan.FromMilliseconds(20),
        };
        var error = Assert.Throws<CliException>(() => silent.Say("hello"));
        Assert.Equal(ExitCode.Unavailable, error.ExitCode);
        Assert.Contains("does not answer", error.Message);
    }

    [Fact]
    public void A_port_that_is_not_there_is_named()
    {
        var error = Assert.Throws<CliException>(() => SerialDevice.Open("/dev/edgetester-none"));
        Assert.Contains("/dev/edgetester-none", error.Message);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Pem(string name) =>
        $"-----BEGIN {name}-----\n"
        + string.Concat(Enumerable.Repeat("QUJD0123456789\n", 60))
        + "-----END-----\n";

    private sealed class TwoCopies : ISettingsFiles
    {
        private readonly byte[][] files =
        [
            [],
            [],
        ];

        public byte[] Read(int copy) => files[copy];

        public bool Write(int copy, byte[] bytes)
        {
            files[copy] = bytes;
            return true;
        }
    }

    /// <summary>The master's end of a pseudo-terminal with a session behind it; every so many bytes one is damaged on the way in.</summary>
    private sealed class DeviceAtTerminal : IDisposable
    {
        private const int ReadWriteNoControl = 0x102;
        private readonly int master;
        private readonly Thread thread;
        private readonly int damagedEvery;
        private volatile bool isOver;

        public DeviceAtTerminal(ISettingsFiles files, int damagedEvery)
        {
            this.damagedEvery = damagedEvery;
            master = posix_openpt(ReadWriteNoControl);
            Assert.True(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
            var name = new byte[128];
            Assert.Equal(0, ptsname_r(master, name, (nuint)name.Length));
            Path = Encoding.ASCII.GetString(name, 0, Array.IndexOf(name, (byte)0));
            Session = new ProvisioningSession(
                new DeviceSettings(),
                new SettingsStore(files),
                "CellNode-8 test"
            );
            thread = new Thread(Serve) { IsBackground = true };
            thread.Start();
        }

        public string Path { get; }

        public ProvisioningSession Session { get; }

        public void Dispose()
        {
            isOver = true;
            thread.Join(TimeSpan.FromSeconds(5));
            close(master);
        }

        private void Serve()
        {
            var poll = new PollEntry { Descriptor = master, Wanted = 1 };
            var one = new byte[1];
            var lines = 0;
            while (!isOver)
            {
                if (Poll(ref poll, 1, 100) <= 0 || (poll.Found & 1) == 0)
                {
                    // Nobody has the other end open yet, or nobody has it any more.
                    if ((poll.Found & 16) != 0)
                        Thread.Sleep(20);
                    continue;
                }
                if (read(master, one, 1) != 1)
                    continue;
                if (one[0] == (byte)'*' && ++lines % damagedEvery == 0)
                    one[0] ^= 1;
                var answer = Encoding.ASCII.GetBytes(Session.Take(one[0]));
                if (answer.Length > 0)
                    write(master, answer, (nuint)answer.Length);
            }
        }

        [StructLayout(LayoutKind.Sequential)]
        private struct PollEntry
        {
            public int Descriptor;
            public short Wanted;
            public short Found;
        }

        [DllImport("libc")]
        private static extern int posix_openpt(int flags);

        [DllImport("libc")]
        private static extern int grantpt(int descriptor);

        [DllImport("libc")]
        private static extern int unlockpt(int descriptor);

        [DllImport("libc")]
        private static extern int ptsname_r(int descriptor, byte[] name, nuint length);

        [DllImport("libc")]
        private static extern nint read(int descriptor, byte[] buffer, nuint count);

        [DllImport("libc")]
        private static extern nint write(int descriptor, byte[] buffer, nuint count);

        [DllImport("libc")]
        private static extern int close(int descriptor);

        [DllImport("libc", EntryPoint = "poll")]
        private static extern int Poll(ref PollEntry entry, nuint count, int timeoutMilliseconds);
    }
}
