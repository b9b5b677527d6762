using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using OrderRelay.Core.Providers;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Hosting;

/// <summary>
/// A token per provider that has no credential configured, so that trying the relay takes no configuration. Kept in the
/// data folder, readable by its owner only, so that it is the same after a restart.
/// </summary>
internal static class DevelopmentTokens
{
    public const string FileName = "development-tokens.json";

    public static Dictionary<string, string> LoadOrCreate(DataFolder folder, IReadOnlyList<IProvider> providers)
    {
        var path = folder.PathOf(FileName);
        var known = Load(path);
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var provider in providers)
        {
            tokens[provider.Name] = known.GetValueOrDefault(provider.Name) ?? $"dev-{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
        }

        if (tokens.Any(pair => known.GetValueOrDefault(pair.Key) != pair.Value))
        {
            Save(path, tokens);
        }

        return tokens;
    }

    private static Dictionary<string, string> Load(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), TokensJson.Default.DictionaryStringString) ?? [];
        }
        catch (Exception exception) when (exception is FileNotFoundException or JsonException)
        {
            return [];
        }
    }

    private static void Save(string path, Dictionary<string, string> tokens)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(path, options);
        JsonSerializer.Serialize(stream, tokens, TokensJson.Default.DictionaryStringString);
    }
}

[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSourceGenerationOptions(WriteIndented = true)]
internal sealed partial class TokensJson : JsonSerializerContext;
