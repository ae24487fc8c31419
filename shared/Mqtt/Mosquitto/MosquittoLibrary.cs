using System.Reflection;
using System.Runtime.InteropServices;

namespace EdgeTester.Mqtt.Mosquitto;

/// <summary>The functions of libmosquitto (2.0, mosquitto.h) that the adapter needs.</summary>
internal static unsafe partial class MosquittoLibrary
{
    private const string Name = "mosquitto";
    private static readonly string[] FileNames =
    [
        "libmosquitto.so.1",
        "mosquitto.dll",
        "libmosquitto.1.dylib",
        "/opt/homebrew/lib/libmosquitto.1.dylib",
    ];

    private static readonly Lazy<int> Initialised = new(() =>
    {
        NativeLibrary.SetDllImportResolver(typeof(MosquittoLibrary).Assembly, Resolve);
        return mosquitto_lib_init();
    });

    /// <summary>Loads and prepares the library once per process.</summary>
    /// <exception cref="MqttException">It is not installed.</exception>
    public static void Initialise()
    {
        try
        {
            int code = Initialised.Value;
            if (code != MosquittoCode.Success)
                throw new MqttException("libmosquitto cannot be prepared: " + MosquittoCode.Describe(code));
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new MqttException(
                "libmosquitto is not installed. Debian and Ubuntu: apt-get install libmosquitto1; "
                    + "macOS: brew install mosquitto; Windows: the installer from mosquitto.org, its folder in PATH.",
                e
            );
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Name)
            return 0;
        foreach (string file in FileNames)
            if (NativeLibrary.TryLoad(file, assembly, path, out nint library))
                return library;
        return 0;
    }

    /// <summary>A message as the library hands it to a callback.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Message
    {
        public int Id;
        public byte* Topic;
        public byte* Payload;
        public int PayloadLength;
        public int QualityOfService;
        public byte Retained;
    }

    [LibraryImport(Name)]
    private static partial int mosquitto_lib_init();

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint mosquitto_new(
        string id,
        [MarshalAs(UnmanagedType.U1)] bool cleanSession,
        nint state
    );

    [LibraryImport(Name)]
    public static partial void mosquitto_destroy(nint client);

    [LibraryImport(Name)]
    public static partial int mosquitto_threaded_set(
        nint client,
        [MarshalAs(UnmanagedType.U1)] bool threaded
    );

    [LibraryImport(Name)]
    public static partial int mosquitto_int_option(nint client, int option, int value);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_username_pw_set(nint client, string user, string? password);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_will_set(
        nint client,
        string topic,
        int length,
        ReadOnlySpan<byte> payload,
        int qualityOfService,
        [MarshalAs(UnmanagedType.U1)] bool retain
    );

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_tls_set(
        nint client,
        string authorityFile,
        string? authorityFolder,
        string? certificateFile,
        string? keyFile,
        nint passwordCallback
    );

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_connect_async(nint client, string host, int port, int keepAlive);

    [LibraryImport(Name)]
    public static partial int mosquitto_disconnect(nint client);

    [LibraryImport(Name)]
    public static partial int mosquitto_loop(nint client, int timeoutMilliseconds, int unused);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_publish(
        nint client,
        out int id,
        string topic,
        int length,
        ReadOnlySpan<byte> payload,
        int qualityOfService,
        [MarshalAs(UnmanagedType.U1)] bool retain
    );

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_subscribe(
        nint client,
        out int id,
        string filter,
        int qualityOfService
    );

    [LibraryImport(Name)]
    public static partial byte* mosquitto_strerror(int code);

    [LibraryImport(Name)]
    public static partial void mosquitto_connect_callback_set(
        nint client,
        delegate* unmanaged[Cdecl]<nint, nint, int, void> callback
    );

    [LibraryImport(Name)]
    public static partial void mosquitto_publish_callback_set(
        nint client,
        delegate* unmanaged[Cdecl]<nint, nint, int, void> callback
    );

    [LibraryImport(Name)]
    public static partial void mosquitto_message_callback_set(
        nint client,
        delegate* unmanaged[Cdecl]<nint, nint, Message*, void> callback
    );

    [LibraryImport(Name)]
    public static partial void mosquitto_subscribe_callback_set(
        nint client,
        delegate* unmanaged[Cdecl]<nint, nint, int, int, int*, void> callback
    );
}
