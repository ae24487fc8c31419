namespace EdgeTester.Firmware.Provisioning
{
    /// <summary>What a device is told once, when it is set up. The numbers stand in the settings file and never change their meaning.</summary>
    public enum SettingName : byte
    {
        /// <summary>Serial: 1 to 32 letters, digits, '-' and '_'; also the MQTT client's name.</summary>
        Serial = 0,

        /// <summary>Name of the wireless network; empty for Ethernet.</summary>
        WirelessName = 1,

        /// <summary>Its password.</summary>
        WirelessPassword = 2,

        /// <summary>Name or address of the broker.</summary>
        Broker = 3,

        /// <summary>Port of the broker in decimal; 8883 where nothing is said.</summary>
        BrokerPort = 4,

        /// <summary>Name or address of the time server; the broker's where nothing is said.</summary>
        TimeServer = 5,

        /// <summary>Certificate of the authority that the broker's is signed by, PEM. Without it the connection is not encrypted.</summary>
        Authority = 6,

        /// <summary>Certificate of the device, PEM.</summary>
        Certificate = 7,

        /// <summary>Private key of the device, PEM.</summary>
        PrivateKey = 8,
    }
}
