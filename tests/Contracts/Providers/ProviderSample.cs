using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderRelay.Contracts.Providers;

/// <summary>One of a provider's own examples, and what can be made of it. Paths are dotted.</summary>
public sealed record ProviderSample(string Name, byte[] Body)
{
    /// <summary>One of the wrong values, to be looked for where no value may show.</summary>
    public const string Canary = "leaked-canary";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly string[] WrongValues =
    [
        "null", "true", "\"\"", $"\"{Canary}\"", "\"\\ud800\"", "17", "-1", "1e999", "123456789012345678901234567890", "0.1", "[]", "[[],{},1,null,\"\\udfff\"]", "{}", "{\"\\ud800\":1}",
    ];

    /// <summary>Every sample of a provider, by name.</summary>
    public static IReadOnlyList<ProviderSample> All(string provider)
        => [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "samples", provider), "*.json")
            .Order(StringComparer.Ordinal)
            .Select(static path => new ProviderSample(Path.GetFileName(path), File.ReadAllBytes(path)))];

    public static ProviderSample Of(string provider, string name) => All(provider).Single(sample => sample.Name == name);

    /// <summary>Every string and number in the sample that is long enough to be told from chance.</summary>
    public IEnumerable<string> Texts() => Leaves(Parse()).Where(static text => text.Length >= 4);

    public string? Text(string path) => Find(Parse(), path)?.ToString();

    public byte[] With(string path, JsonNode? value)
    {
        var root = Parse();
        Parent(root, path)![Leaf(path)] = value;
        return Write(root);
    }

    /// <summary>Sets those of the paths that the sample has.</summary>
    public byte[] WithEach(IEnumerable<string> paths, string value)
    {
        var root = Parse();
        foreach (var path in paths.Where(path => Find(root, path) is not null))
        {
            Parent(root, path)![Leaf(path)] = value;
        }

        return Write(root);
    }

    public byte[] Without(params ReadOnlySpan<string> paths)
    {
        var root = Parse();
        foreach (var path in paths)
        {
            Parent(root, path)?.Remove(Leaf(path));
        }

        return Write(root);
    }

    /// <summary>The same said with other white space and the members the other way round.</summary>
    public byte[] LaidOutOtherwise() => JsonSerializer.SerializeToUtf8Bytes(Reversed(Parse()), Indented);

    public IEnumerable<byte[]> WithoutEachField() => Paths(Parse(), "").Select(path => Without(path));

    /// <summary>The sample with one field after the other replaced by values of every kind.</summary>
    public IEnumerable<byte[]> WithEveryWrongType()
    {
        const string Mark = "@@";
        foreach (var path in Paths(Parse(), ""))
        {
            var marked = System.Text.Encoding.UTF8.GetString(With(path, Mark));
            foreach (var value in WrongValues)
            {
                yield return System.Text.Encoding.UTF8.GetBytes(marked.Replace($"\"{Mark}\"", value, StringComparison.Ordinal));
            }
        }
    }

    private static JsonNode? Reversed(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Reverse().Select(static member => KeyValuePair.Create(member.Key, Reversed(member.Value)))),
        JsonArray elements => new JsonArray([.. elements.Select(Reversed)]),
        _ => node?.DeepClone(),
    };

    private static IEnumerable<string> Leaves(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(static member => Leaves(member.Value)),
        JsonArray elements => elements.SelectMany(Leaves),
        JsonValue value when value.GetValueKind() is JsonValueKind.Number || value.TryGetValue<string>(out _) => [value.ToString()],
        _ => [],
    };

    private static IEnumerable<string> Paths(JsonObject members, string prefix)
    {
        foreach (var (name, value) in members)
        {
            yield return prefix + name;
            foreach (var path in value is JsonObject inner ? Paths(inner, $"{prefix}{name}.") : [])
            {
                yield return path;
            }
        }
    }

    private static JsonNode? Find(JsonObject root, string path) => Parent(root, path)?[Leaf(path)];

    private static JsonObject? Parent(JsonObject root, string path)
    {
        var at = root;
        foreach (var step in path.Split('.')[..^1])
        {
            at = at?[step] as JsonObject;
        }

        return at;
    }

    private static string Leaf(string path) => path.Split('.')[^1];

    private static byte[] Write(JsonObject root) => JsonSerializer.SerializeToUtf8Bytes(root);

    private JsonObject Parse() => JsonNode.Parse(Body)!.AsObject();
}
