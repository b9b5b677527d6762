using System.CommandLine;
using OrderRelay.Local.Cli;

var root = new RootCommand("OrderRelay receives the webhooks of delivery providers and turns them into one true state per order.")
{
    ServeCommand.Create(),
};
ServeCommand.AddTo(root);
return await root.Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = null });
