using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static EdgeTester.Mqtt.Mosquitto.MosquittoLibrary;

namespace EdgeTester.Mqtt.Mosquitto;

/// <summary>
/// One connection is one native client: made, looped and destroyed by one thread, so that nothing of a broken link
/// lives on in the library. Callbacks are static functions that find their connection by a GC handle: there is no
/// delegate that could be collected.
/// </summary>
internal sealed unsafe class MosquittoConnection
{
    private readonly Lock gate = new();
    private readonly MosquittoClient owner;
    private readonly Rendezvous publications = new();
    private readonly Rendezvous subscriptions = new();
    private GCHandle self;
    private nint handle;

    /// <summary>Prepares a native client with all options; nothing is sent yet.</summary>
    /// <exception cref="MqttException">The library refuses an option, for example a certificate file.</exception>
    public MosquittoConnection(MqttOptions options, MosquittoClient owner)
    {
        this.owner = owner;
        Initialise();
        self = GCHandle.Alloc(this);
        try
        {
            handle = mosquitto_new(options.ClientId, options.CleanSession, GCHandle.ToIntPtr(self));
            if (handle == 0)
                throw new MqttException("libmosquitto cannot make a client: out of memory.");
            MosquittoSetup.Apply(options, handle);
            mosquitto_connect_callback_set(handle, &OnConnect);
            mosquitto_publish_callback_set(handle, &OnPublish);
            mosquitto_message_callback_set(handle, &OnMessage);
            mosquitto_subscribe_callback_set(handle, &OnSubscribe);
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <summary>What the broker answered: null while it has not, 0 = accepted.</summary>
    public int? Answer { get; private set; }

    /// <summary>Begins to connect; the loop goes on with it. Gives a code of the library.</summary>
    public int Open(MqttOptions options)
    {
        return mosquitto_connect_async(handle, options.Host, options.Port, options.KeepAliveSeconds);
    }

    /// <summary>Sends and receives for at most this long; only for the thread that owns the connection.</summary>
    public int Loop(int timeoutMilliseconds)
    {
        return mosquitto_loop(handle, timeoutMilliseconds, 1);
    }

    /// <summary>Hands a message to the library. Gives its code; where that is not success, the waiter hears nothing.</summary>
    public int Publish(
        string topic,
        ReadOnlySpan<byte> payload,
        bool atLeastOnce,
        bool retain,
        Action<int> waiter
    )
    {
        lock (gate)
        {
            if (handle == 0)
                return MosquittoCode.NoConnection;
            int quality = atLeastOnce ? 1 : 0;
            int code = mosquitto_publish(handle, out int id, topic, payload.Length, payload, quality, retain);
            if (code == MosquittoCode.Success)
                publications.Expect(id, waiter);
            return code;
        }
    }

    /// <summary>Subscribes at QoS 1; the waiter hears what was granted, or of the end. Gives a code of the library.</summary>
    public int Subscribe(string filter, Action<int> waiter)
    {
        lock (gate)
        {
            if (handle == 0)
                return MosquittoCode.NoConnection;
            int code = mosquitto_subscribe(handle, out int id, filter, 1);
            if (code == MosquittoCode.Success)
                subscriptions.Expect(id, waiter);
            return code;
        }
    }

    /// <summary>Asks the loop to say goodbye and end.</summary>
    public void Disconnect()
    {
        lock (gate)
            if (handle != 0)
                mosquitto_disconnect(handle);
    }

    /// <summary>Destroys the native client; only for the thread that looped, after its last loop.</summary>
    public void Close()
    {
        lock (gate)
        {
            if (handle != 0)
                mosquitto_destroy(handle);
            handle = 0;
        }
        if (self.IsAllocated)
            self.Free();
        publications.End();
        subscriptions.End();
    }

    private static MosquittoConnection Of(nint state)
    {
        return (MosquittoConnection)GCHandle.FromIntPtr(state).Target!;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnConnect(nint client, nint state, int code)
    {
        MosquittoConnection connection = Of(state);
        connection.Answer = code;
        if (code == 0)
            connection.owner.Accepted(connection);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnPublish(nint client, nint state, int id)
    {
        Of(state).publications.Arrive(id, 0);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnSubscribe(nint client, nint state, int id, int count, int* granted)
    {
        Of(state).subscriptions.Arrive(id, count > 0 ? granted[0] : MosquittoCode.SubscriptionDenied);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnMessage(nint client, nint state, Message* message)
    {
        string topic = Marshal.PtrToStringUTF8((nint)message->Topic) ?? "";
        byte[] payload = new ReadOnlySpan<byte>(message->Payload, message->PayloadLength).ToArray();
        Of(state).owner.Received(new MqttMessage(topic, payload, message->Retained != 0));
    }
}
