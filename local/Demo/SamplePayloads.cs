using System.Reflection;
using System.Text.Json;

namespace OrderRelay.Local.Demo;

/// <summary>The providers' own documented examples, which travel with the host.</summary>
internal static class SamplePayloads
{
    private const string Prefix = "samples/";

    /// <summary>Every example, in the order of their names.</summary>
    public static IReadOnlyList<SamplePayload> All { get; } = Read();

    private static SamplePayload[] Read()
    {
        var assembly = typeof(SamplePayloads).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => Read(assembly, name)),
        ];
    }

    private static SamplePayload Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var body = copy.ToArray();
        var path = resource[Prefix.Length..].Replace('\\', '/').Split('/');
        using var json = JsonDocument.Parse(body);
        return new(path[0], path[1], OrderIdOf(json.RootElement), body);
    }

    private static string OrderIdOf(JsonElement root)
        => root.TryGetProperty("data", out var data)
            ? data.GetProperty("order_uuid").GetString()!
            : root.GetProperty("order_id").GetString()!;
}

/// <summary>One documented example.</summary>
internal sealed record SamplePayload(string Provider, string Name, string OrderId, ReadOnlyMemory<byte> Body);
