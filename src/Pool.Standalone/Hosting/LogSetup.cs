using Pool.Standalone.Configuration;

namespace Pool.Standalone.Hosting;

/// <summary>Logs on standard output: a line for people, or JSON for collectors.</summary>
internal static class LogSetup
{
    public static void Configure(ILoggingBuilder logging, LogSettings settings)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(Enum.Parse<LogLevel>(settings.Level));

        // One line per request would bury the rest; metrics count requests.
        logging.AddFilter("Microsoft", LogLevel.Warning);
        if (settings.Format == "json")
        {
            logging.AddJsonConsole(console => console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ");
        }
        else
        {
            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss.fff ";
            });
        }
    }
}
