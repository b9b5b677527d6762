using System.CommandLine;
using OrderRelay.Local.Cli;

namespace OrderRelay.Local.Tests.Cli;

/// <summary>The command line as a user types it, run in this process.</summary>
internal static class CommandLine
{
    public static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await RelayCommands.RunAsync(arguments, new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
