namespace EdgeTester.Messaging;

/// <summary>How to run Mosquitto as a child process.</summary>
public sealed record MosquittoBrokerOptions
{
    /// <summary>Folder for its configuration, process file and persistence; made where it is missing.</summary>
    public required string Folder { get; init; }

    /// <summary>Port on the loopback address; 0 = any that is free.</summary>
    public int Port { get; init; }

    /// <summary>Address that it listens on; other than loopback only with certificates in <see cref="ExtraLines"/>.</summary>
    public string ListenAddress { get; init; } = "127.0.0.1";

    /// <summary>Retained messages and sessions survive a restart, as they were at most half a minute before it.</summary>
    public bool Persistent { get; init; }

    /// <summary>Messages above this many bytes are dropped by the broker; 0 = the protocol's limit.</summary>
    public int MessageSizeLimit { get; init; } = 256 * 1024;

    /// <summary>Messages that wait for one client that is slow or away.</summary>
    public int QueuedMessages { get; init; } = 20_000;

    /// <summary>Lines of mosquitto.conf to add, for example password_file, acl_file or certificates.</summary>
    public IReadOnlyList<string> ExtraLines { get; init; } = [];

    /// <summary>Nobody needs a user name; false where <see cref="ExtraLines"/> name who may.</summary>
    public bool AllowAnonymous { get; init; } = true;

    /// <summary>Starts it again by itself, on the same port, when its process ends without having been asked to.</summary>
    public bool KeepRunning { get; init; }

    /// <summary>How long to wait until it accepts connections.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(15);
}
