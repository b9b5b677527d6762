using System.CommandLine;
using System.Net;
using OrderRelay.Local.Hosting;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Cli;

/// <summary><c>orderrelay serve</c>: the relay, until it is asked to stop.</summary>
internal static class ServeCommand
{
    private static readonly Option<int> Port = new("--port") { Description = "TCP port; 0 takes a free one.", DefaultValueFactory = static _ => RelayHostOptions.DefaultPort };
    private static readonly Option<string> Host = new("--host") { Description = "Address to listen on. Any but a loopback address needs credentials configured.", DefaultValueFactory = static _ => "127.0.0.1" };
    private static readonly Option<string> Data = new("--data") { Description = "Data folder; created when missing.", DefaultValueFactory = static _ => RelayHostOptions.DefaultDataFolder };
    private static readonly Option<string[]> Set = new("--set") { Description = "A setting, such as Providers:captain:Auth:Tokens:0=secret. Wins over environment and appsettings.json." };

    private static readonly Option<bool> AcceptLoss = new("--accept-loss") { Description = "Start though the orders lack events that they had, because their log was damaged." };

    public static Command Create()
    {
        var command = new Command("serve", "Run the relay: receive webhooks, project orders, answer queries.\nExample: orderrelay serve --port 7071 --data ./.orderrelay");
        AddTo(command);
        return command;
    }

    /// <summary>Gives a command the options and the action of <c>serve</c>: the root command is one too.</summary>
    public static void AddTo(Command command)
    {
        command.Options.Add(Port);
        command.Options.Add(Host);
        command.Options.Add(Data);
        command.Options.Add(Set);
        command.Options.Add(AcceptLoss);
        command.SetAction(RunAsync);
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        try
        {
            await using var host = await RelayHost.StartAsync(OptionsOf(arguments), cancellationToken);
            ServeBanner.Print(PeopleConsole.Create(), host, Path.GetFullPath(arguments.GetValue(Data)!));
            await host.WaitForShutdownAsync(cancellationToken);
            return ExitCodes.Ok;
        }
        catch (Exception exception) when (exception is StartupException or DataFolderInUseException or DatabaseUnusableException)
        {
            await Console.Error.WriteLineAsync($"orderrelay: {exception.Message}");
            return ExitCodes.CannotStart;
        }
    }

    private static RelayHostOptions OptionsOf(ParseResult arguments) => new()
    {
        Port = arguments.GetValue(Port) is >= 0 and <= 65535 and var port ? port : throw new StartupException("--port is a number from 0 to 65535."),
        Address = ParseAddress(arguments.GetValue(Host)!),
        DataFolder = arguments.GetValue(Data)!,
        Settings = ParseSettings(arguments.GetValue(Set) ?? []),
        DevelopmentTokens = true,
        AcceptLoss = arguments.GetValue(AcceptLoss),
    };

    private static IPAddress ParseAddress(string text)
        => text.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
            : IPAddress.TryParse(text, out var address) ? address
            : throw new StartupException($"--host takes an IP address, such as 127.0.0.1 or 0.0.0.0; '{text}' is none.");

    private static Dictionary<string, string?> ParseSettings(string[] settings)
    {
        var parsed = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in settings)
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new StartupException("--set takes NAME=VALUE, such as Providers:captain:Auth:Tokens:0=secret.");
            }

            parsed[setting[..equals].Replace("__", ":", StringComparison.Ordinal)] = setting[(equals + 1)..];
        }

        return parsed;
    }
}
