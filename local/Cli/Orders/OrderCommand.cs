using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderRelay.Local.Cli.Orders;

/// <summary><c>orderrelay order</c>: one order of a running relay, and why it is as it is.</summary>
internal static class OrderCommand
{
    private static readonly Argument<string> Order = new("PROVIDER/ID") { Description = "An order, such as captain/a77f963c8fd6; the partner's order id, order number or tracking code does too, with or without the provider." };

    public static Command Create() => new("order", "One order, and why it is as it is.\nExample: orderrelay order why captain/a77f963c8fd6")
    {
        Verb("show", "Show an order's state; --json has all of it, persons too.\nExample: orderrelay order show captain/a77f963c8fd6", ShowAsync),
        Verb("why", "Explain an order's state: each event in its order, the verdict on it, the rule in words, and what follows.\nExample: orderrelay order why captain/a77f963c8fd6", WhyAsync),
    };

    private static Command Verb(string name, string description, Func<OperatorVerb, ParseResult, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description) { Order };
        OperatorOptions.AddTo(command);
        command.SetAction(OperatorOptions.Run(run));
        return command;
    }

    private static async Task<int> ShowAsync(OperatorVerb verb, ParseResult arguments, CancellationToken cancellationToken)
    {
        var (_, order) = await new OrderFinder(verb.Relay).FindAsync(arguments.GetValue(Order)!, cancellationToken);
        using (order)
        {
            if (verb.Json)
            {
                return await verb.PrintAsync(order);
            }

            OrderReport.Show(verb.Screen, Read(order));
            return ExitCodes.Ok;
        }
    }

    private static async Task<int> WhyAsync(OperatorVerb verb, ParseResult arguments, CancellationToken cancellationToken)
    {
        var (path, order) = await new OrderFinder(verb.Relay).FindAsync(arguments.GetValue(Order)!, cancellationToken);
        using (order)
        {
            using var events = await verb.Relay.AskAsync(HttpMethod.Get, path + "/events", null, cancellationToken);
            var timeline = events.Deserialize(RelayClientJson.Default.RelayTimeline)!;
            var whole = Read(order);
            if (!verb.Json)
            {
                OrderReport.Why(verb.Screen, whole, timeline);
                return ExitCodes.Ok;
            }

            var answer = JsonObject.Create(events.RootElement)!;
            answer["because"] = WhySentence.Of(whole, timeline);
            await verb.Output.WriteLineAsync(answer.ToJsonString());
            return ExitCodes.Ok;
        }
    }

    private static RelayOrderState Read(JsonDocument order) => order.Deserialize(RelayClientJson.Default.RelayOrderState)!;
}
