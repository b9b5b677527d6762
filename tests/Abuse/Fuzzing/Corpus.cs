using System.Text;
using OrderRelay.Contracts.Providers;

namespace OrderRelay.Abuse.Fuzzing;

/// <summary>What fuzzing starts from: every real sample, the files in <c>corpus</c>, and bodies too large to keep as files.</summary>
internal static class Corpus
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "corpus");

    /// <summary>Name and bytes of every seed of up to a few kilobytes.</summary>
    public static IReadOnlyList<(string Name, byte[] Body)> Seeds { get; } =
    [
        .. Directory.GetFiles(Folder).Order(StringComparer.Ordinal).Select(static path => (Path.GetFileName(path), File.ReadAllBytes(path))),
        .. ((string[])["captain", "abbiamo"]).SelectMany(static provider => ProviderSample.All(provider).Select(sample => ($"{provider}/{sample.Name}", sample.Body))),
    ];

    /// <summary>Up to the limit of a webhook, and far beyond it.</summary>
    public static IEnumerable<(string Name, byte[] Body)> Large()
    {
        const int Limit = 1024 * 1024;
        yield return ("string of 900 KiB", Captain("large-1", $"\"{new string('x', 900 * 1024)}\""));
        yield return ("escapes of 900 KiB", Captain("large-2", $"\"{Repeat("\\u00e9", 900 * 1024 / 6)}\""));
        yield return ("members by the ten thousand", Captain("large-3", $"{{{string.Join(',', Enumerable.Range(0, 40_000).Select(static number => $"\"m{number}\":{number}"))}}}"));
        yield return ("one member by the ten thousand", Captain("large-4", $"{{{string.Join(',', Enumerable.Repeat("\"m\":1", 100_000))}}}"));
        yield return ("number of 900 KiB", Captain("large-5", new string('9', 900 * 1024)));
        yield return ("elements by the hundred thousand", Captain("large-6", $"[{string.Join(',', Enumerable.Repeat("[]", 250_000))}]"));
        yield return ("brackets of 1 MiB", Encoding.UTF8.GetBytes(new string('[', Limit)));
        yield return ("exactly the limit", Padded(Captain("large-7", "1"), Limit));
        yield return ("one more than the limit", Padded(Captain("large-8", "1"), Limit + 1));
        yield return ("string of 10 MiB", Captain("large-9", $"\"{new string('x', 10 * 1024 * 1024)}\""));
    }

    private static byte[] Captain(string id, string extra) => Encoding.UTF8.GetBytes(
        $$$"""{"event_name":"order_status_updated","event_uuid":"{{{id}}}","created_at":"2025-03-13T08:15:09Z","data":{"order_uuid":"large","order_status":"in_progress","order_custom_fields":{{{extra}}}}}""");

    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    private static byte[] Padded(byte[] body, int size)
    {
        var padded = new byte[size];
        Array.Fill(padded, (byte)' ');
        body.CopyTo(padded, 0);
        return padded;
    }
}
