using System.Text;
using Azure.Data.Tables;

namespace OrderRelay.Functions.Tests.Storage;

/// <summary>Everything that a test's tables and container hold.</summary>
internal static class Stored
{
    /// <summary>Where a text stands: in any property of any entity of any table, in keys, and in any blob, its name included.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(TestStorage storage, string text)
    {
        List<string> found = [];
        var bytes = Encoding.UTF8.GetBytes(text);
        var tables = storage.Tables;
        foreach (var table in (TableClient[])[tables.Orders, tables.Index, tables.References, tables.DeadLetters, tables.Notifications, tables.Audit, tables.Jobs])
        {
            await foreach (var entity in table.QueryAsync<TableEntity>())
            {
                found.AddRange(entity.Where(property => Holds(property.Value, text, bytes)).Select(property => $"{table.Name} {entity.PartitionKey} {entity.RowKey} {property.Key}"));
            }
        }

        foreach (var name in await storage.Archive.NamesAsync("", default))
        {
            var body = await storage.Archive.GetAsync(name, default);
            if (name.Contains(text, StringComparison.Ordinal) || body!.Value.Span.IndexOf(bytes) >= 0)
            {
                found.Add($"blob {name}");
            }
        }

        return found;
    }

    private static bool Holds(object? value, string text, byte[] bytes) => value switch
    {
        string words => words.Contains(text, StringComparison.Ordinal),
        byte[] binary => binary.AsSpan().IndexOf(bytes) >= 0,
        BinaryData binary => binary.ToMemory().Span.IndexOf(bytes) >= 0,
        _ => false,
    };
}
