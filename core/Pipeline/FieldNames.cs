using System.Text.Json;

namespace OrderRelay.Core.Pipeline;

/// <summary>Where two JSON documents differ, by the names of the members alone: values may be personal.</summary>
internal static class FieldNames
{
    public static IReadOnlyList<string> Differing(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        if (before.Span.SequenceEqual(after.Span))
        {
            return [];
        }

        using var left = JsonDocument.Parse(before);
        using var right = JsonDocument.Parse(after);
        var names = new SortedSet<string>(StringComparer.Ordinal);
        Compare(left.RootElement, right.RootElement, "", names);
        return [.. names];
    }

    private static void Compare(JsonElement left, JsonElement right, string path, SortedSet<string> names)
    {
        if (left.ValueKind is not JsonValueKind.Object || right.ValueKind is not JsonValueKind.Object)
        {
            if (!JsonElement.DeepEquals(left, right))
            {
                _ = names.Add(path);
            }

            return;
        }

        foreach (var member in left.EnumerateObject())
        {
            var name = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (right.TryGetProperty(member.Name, out var other))
            {
                Compare(member.Value, other, name, names);
            }
            else
            {
                _ = names.Add(name);
            }
        }

        foreach (var member in right.EnumerateObject())
        {
            if (!left.TryGetProperty(member.Name, out _))
            {
                _ = names.Add(path.Length == 0 ? member.Name : $"{path}.{member.Name}");
            }
        }
    }
}
