using System.Text.Json;
using OrderRelay.Local.Hosting;

namespace OrderRelay.Local.Cli;

/// <summary>
/// Finds the credential to send with: the one given, or the development token that a relay on this machine keeps in its
/// data folder. Those never go to another machine.
/// </summary>
internal sealed class SendTokens(SendOptions options)
{
    private readonly Lazy<Dictionary<string, string>> development = new(() => Load(options));

    public string? Of(string provider) => options.Token ?? development.Value.GetValueOrDefault(provider);

    private static Dictionary<string, string> Load(SendOptions options)
    {
        if (!options.Url.IsLoopback)
        {
            return [];
        }

        try
        {
            var file = Path.Combine(options.DataFolder, DevelopmentTokens.FileName);
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), TokensJson.Default.DictionaryStringString) ?? [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }
}
