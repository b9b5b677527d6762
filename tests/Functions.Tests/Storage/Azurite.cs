using System.Diagnostics;
using System.Text.RegularExpressions;

namespace OrderRelay.Functions.Tests.Storage;

/// <summary>
/// The storage emulator, started once for a test run on ports that the system chose. It ends with this process.
/// </summary>
internal sealed partial class Azurite
{
    private const string Account = "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;";

    private static readonly Lazy<Task<Azurite>> Started = new(StartAsync);

    /// <summary>Held: were it collected, its standard input would close and end the emulator.</summary>
    private readonly Process process;

    private Azurite(Process process, string connectionString) => (this.process, ConnectionString) = (process, connectionString);

    public string ConnectionString => process.HasExited ? throw new InvalidOperationException("Azurite has ended") : field;

    public static Task<Azurite> SharedAsync() => Started.Value;

    private static async Task<Azurite> StartAsync()
    {
        var process = Process.Start(new ProcessStartInfo("node")
        {
            WorkingDirectory = RepositoryRoot.TestProject,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "azurite.cjs", "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent",
                "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
            },
        }) ?? throw new InvalidOperationException("Azurite needs node on the path");

        var endpoints = new Dictionary<string, string>();
        while (endpoints.Count < 3)
        {
            var line = await process.StandardOutput.ReadLineAsync()
                ?? throw new InvalidOperationException("Azurite ended before it listened; run npm ci in tests/Functions.Tests");
            if (Listening().Match(line) is { Success: true } match)
            {
                endpoints[match.Groups["service"].Value] = match.Groups["address"].Value;
            }
        }

        _ = process.StandardOutput.ReadToEndAsync();
        return new(process, $"{Account}{string.Concat(endpoints.Select(static endpoint => $"{endpoint.Key}Endpoint={endpoint.Value}/devstoreaccount1;"))}");
    }

    [GeneratedRegex(@"Azurite (?<service>\w+) service is successfully listening at (?<address>\S+)")]
    private static partial Regex Listening();
}
