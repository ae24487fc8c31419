using System.Globalization;
using System.Text;

namespace EdgeTester.Messaging;

/// <summary>Writes mosquitto.conf.</summary>
internal static class MosquittoConfiguration
{
    /// <summary>The text of the file for a port.</summary>
    public static string Write(MosquittoBrokerOptions options, int port, string folder)
    {
        var text = new StringBuilder();
        text.AppendLine("# written by EdgeTester at every start; changes are lost");
        text.AppendLine(CultureInfo.InvariantCulture, $"listener {port} {options.ListenAddress}");
        text.AppendLine("allow_anonymous " + (options.AllowAnonymous ? "true" : "false"));
        text.AppendLine("persistence " + (options.Persistent ? "true" : "false"));
        if (options.Persistent)
        {
            text.AppendLine("persistence_location " + folder + "/");
            text.AppendLine("autosave_interval 30");
        }
        text.AppendLine("set_tcp_nodelay true");
        text.AppendLine("max_inflight_messages 200");
        text.AppendLine(CultureInfo.InvariantCulture, $"max_queued_messages {options.QueuedMessages}");
        text.AppendLine(CultureInfo.InvariantCulture, $"message_size_limit {options.MessageSizeLimit}");
        text.AppendLine("log_dest stderr");
        text.AppendLine("log_type error");
        text.AppendLine("log_type warning");
        // Started as root it would become the user "mosquitto", who may not write here.
        if (!OperatingSystem.IsWindows() && Environment.UserName == "root")
            text.AppendLine("user root");
        foreach (string line in options.ExtraLines)
            text.AppendLine(line);
        return text.ToString();
    }
}
