using System.CommandLine;
using System.CommandLine.Parsing;
using OrderRelay.Local.Demo;
using OrderRelay.Local.Hosting;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Cli;

/// <summary><c>orderrelay demo</c>: a lunch hour of webhooks through a relay of its own.</summary>
internal static class DemoCommand
{
    private const int MaxOrders = 1000;

    private static readonly Option<int> Seed = new("--seed") { Description = "Makes the same lunch hour again.", DefaultValueFactory = static _ => LunchHourOptions.DefaultSeed };
    private static readonly Option<int> Orders = new("--orders") { Description = $"How many orders to make up, 1 to {MaxOrders}.", DefaultValueFactory = static _ => LunchHourOptions.DefaultOrders, Validators = { CheckOrders } };
    private static readonly Option<double> Speed = new("--speed") { Description = "How much faster than usual, 0.1 to 100.", DefaultValueFactory = static _ => 1, Validators = { CheckSpeed } };
    private static readonly Option<bool> Keep = new("--keep") { Description = "Leave the relay up afterwards, until Ctrl+C." };
    private static readonly Option<bool> Json = new("--json") { Description = "One JSON document instead of tables." };

    public static Command Create()
    {
        var command = new Command(
            "demo",
            "See it work: a lunch hour of both providers, with everything that goes wrong in one. Needs nothing and leaves nothing behind; "
            + "exits 0 only if every accepted event is accounted for.\nExample: orderrelay demo --seed 7 --keep")
        {
            Seed, Orders, Speed, Keep, Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static void CheckOrders(OptionResult orders)
    {
        if (orders.GetValueOrDefault<int>() is < 1 or > MaxOrders)
        {
            orders.AddError($"--orders is a whole number from 1 to {MaxOrders}.");
        }
    }

    private static void CheckSpeed(OptionResult speed)
    {
        if (speed.GetValueOrDefault<double>() is not (>= 0.1 and <= 100))
        {
            speed.AddError("--speed is a number from 0.1 to 100.");
        }
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var options = new DemoOptions
        {
            Seed = arguments.GetValue(Seed),
            Orders = arguments.GetValue(Orders),
            Speed = arguments.GetValue(Speed),
            Keep = arguments.GetValue(Keep),
            Json = arguments.GetValue(Json),
        };
        try
        {
            return await new DemoVerb(PeopleConsole.Create(), InProcessHost.StartAsync, TimeProvider.System).RunAsync(options, cancellationToken);
        }
        catch (Exception exception) when (exception is StartupException or DataFolderInUseException or DatabaseUnusableException)
        {
            await Console.Error.WriteLineAsync($"orderrelay: {exception.Message}");
            return ExitCodes.CannotStart;
        }
    }
}
