using System.Diagnostics;
using System.Text.Json;

namespace OrderRelay.Functions.Tests.Configuration;

/// <summary>The deployment's files, parsed: JSON here, Bicep and YAML by the scripts of <c>infra/check</c>.</summary>
internal static class DeploymentFiles
{
    private static readonly Lazy<JsonElement> Facts = new(ReadFacts);

    public static JsonElement Azure => Facts.Value.GetProperty("azure");

    public static JsonElement Compose => Facts.Value.GetProperty("compose");

    public static JsonElement Bicep(string file) => Facts.Value.GetProperty("bicep").GetProperty(file);

    public static JsonElement Resource(string file, string type)
        => Bicep(file).GetProperty("resources").EnumerateArray().First(resource => resource.GetProperty("type").GetString()!.StartsWith(type + "@", StringComparison.Ordinal)).GetProperty("body");

    public static JsonElement Json(params string[] path) => JsonDocument.Parse(RepositoryRoot.Read(path)).RootElement;

    public static string[] Texts(this JsonElement array) => [.. array.EnumerateArray().Select(static item => item.GetString()!)];

    private static JsonElement ReadFacts()
    {
        using var process = Process.Start(new ProcessStartInfo("node", Path.Combine(RepositoryRoot.Folder, "infra", "check", "facts.mjs")) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonDocument.Parse(output).RootElement
            : throw new InvalidOperationException($"infra/check/facts.mjs ended with {process.ExitCode}");
    }
}
