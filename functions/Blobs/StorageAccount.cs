namespace OrderRelay.Functions.Blobs;

/// <summary>What a storage connection string says.</summary>
/// <param name="Name">The account.</param>
/// <param name="Key">Its shared key.</param>
/// <param name="BlobEndpoint">Where its blobs are.</param>
internal sealed record StorageAccount(string Name, byte[] Key, Uri BlobEndpoint)
{
    /// <summary>Public knowledge: every storage emulator has this account and this key.</summary>
    private const string Emulator =
        "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;BlobEndpoint=http://127.0.0.1:10000/devstoreaccount1";

    /// <exception cref="FormatException">The text is no connection string with an account and its key.</exception>
    public static StorageAccount Parse(string connectionString)
    {
        var parts = PartsOf(connectionString);
        if (parts.GetValueOrDefault("UseDevelopmentStorage") == "true")
        {
            parts = PartsOf(Emulator);
        }

        return parts.TryGetValue("AccountName", out var name) && parts.TryGetValue("AccountKey", out var key)
            ? new(name, Convert.FromBase64String(key), EndpointOf(name, parts))
            : throw new FormatException("the storage connection string needs AccountName and AccountKey, or UseDevelopmentStorage=true");
    }

    private static Uri EndpointOf(string name, Dictionary<string, string> parts)
        => parts.TryGetValue("BlobEndpoint", out var endpoint)
            ? new(endpoint)
            : new($"{parts.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{name}.blob.{parts.GetValueOrDefault("EndpointSuffix", "core.windows.net")}");

    private static Dictionary<string, string> PartsOf(string connectionString)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var cut = part.IndexOf('=', StringComparison.Ordinal);
            if (cut > 0)
            {
                parts[part[..cut]] = part[(cut + 1)..];
            }
        }

        return parts;
    }
}
