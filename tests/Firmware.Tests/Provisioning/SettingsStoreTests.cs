using System.Text;
using EdgeTester.Firmware.Provisioning;

namespace EdgeTester.Firmware.Tests.Provisioning;

public sealed class SettingsStoreTests
{
    [Fact]
    public void Settings_come_back_as_they_were_saved()
    {
        var files = new TwoFiles();
        Assert.True(new SettingsStore(files).TrySave(Settings("bench-1")));
        var loaded = new DeviceSettings();
        Assert.True(new SettingsStore(files).TryLoad(loaded));
        Assert.Equal("bench-1", loaded.Text(SettingName.Serial));
        Assert.Equal("host", loaded.Text(SettingName.Broker));
        Assert.Equal(1883, loaded.Port);
        Assert.Equal("", loaded.Fault());
    }

    [Fact]
    public void Wherever_the_power_fails_in_a_save_the_old_or_the_new_settings_stand()
    {
        var whole = SettingsCodec.SizeOf(Settings("new"));
        for (var cut = 0; cut <= whole; cut++)
        {
            var files = new TwoFiles();
            var store = new SettingsStore(files);
            Assert.True(store.TrySave(Settings("old")));
            Assert.True(store.TrySave(Settings("old")));
            files.CutAt = cut;
            var saved = store.TrySave(Settings("new"));
            files.CutAt = int.MaxValue;
            var after = new SettingsStore(files);
            var loaded = new DeviceSettings();
            Assert.True(after.TryLoad(loaded));
            Assert.Equal(saved ? "new" : "old", loaded.Text(SettingName.Serial));
            Assert.Equal(cut < whole, after.HasFallenBack);
            Assert.True(after.TrySave(Settings("next")));
            Assert.True(new SettingsStore(files).TryLoad(loaded));
            Assert.Equal("next", loaded.Text(SettingName.Serial));
        }
    }

    [Fact]
    public void Every_damaged_byte_is_found()
    {
        var bytes = SettingsCodec.Encode(Settings("bench-1"), 7);
        for (var k = 0; k < bytes.Length; k++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[k] ^= 0x41;
            Assert.False(SettingsCodec.TryDecode(damaged, damaged.Length, new DeviceSettings(), out _));
            Assert.False(SettingsCodec.TryDecode(bytes, k, new DeviceSettings(), out _));
        }
    }

    [Theory]
    [InlineData("", "host", "", "serial")]
    [InlineData("a b", "host", "", "serial")]
    [InlineData("a", "", "", "broker")]
    [InlineData("a", "host", "0x5", "broker-port")]
    [InlineData("a", "host", "70000", "broker-port")]
    public void What_is_missing_is_named(string serial, string broker, string port, string named)
    {
        var settings = new DeviceSettings();
        Put(settings, SettingName.Serial, serial);
        Put(settings, SettingName.Broker, broker);
        Put(settings, SettingName.BrokerPort, port);
        Assert.Contains(named, settings.Fault());
    }

    [Fact]
    public void A_certificate_needs_its_key_and_its_authority()
    {
        var settings = Settings("a");
        Put(settings, SettingName.Certificate, "-----BEGIN");
        Assert.Contains("private-key", settings.Fault());
        Put(settings, SettingName.PrivateKey, "-----BEGIN");
        Assert.Contains("authority", settings.Fault());
        Put(settings, SettingName.Authority, "-----BEGIN\n");
        Assert.Equal("", settings.Fault());
        Assert.Equal(8883, settings.Port);
    }

    internal static DeviceSettings Settings(string serial)
    {
        var settings = new DeviceSettings();
        Put(settings, SettingName.Serial, serial);
        Put(settings, SettingName.Broker, "host");
        return settings;
    }

    private static void Put(DeviceSettings settings, SettingName name, string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        Assert.True(settings.TryPut(name, 0, bytes, bytes.Length));
    }
}

/// <summary>Two files in memory, with a power that may fail after so many bytes of a write.</summary>
internal sealed class TwoFiles : ISettingsFiles
{
    private readonly byte[][] files =
    [
        [],
        [],
    ];

    public int CutAt { get; set; } = int.MaxValue;

    public bool IsFull { get; set; }

    public byte[] Read(int copy) => (byte[])files[copy].Clone();

    public bool Write(int copy, byte[] bytes)
    {
        if (IsFull)
            return false;
        files[copy] = bytes[..Math.Min(CutAt, bytes.Length)];
        return true;
    }
}
