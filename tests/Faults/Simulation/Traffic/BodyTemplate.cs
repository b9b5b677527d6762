using System.Text;
using System.Text.RegularExpressions;

namespace OrderRelay.Faults.Simulation.Traffic;

/// <summary>A documented example with holes where one event differs from another; all else stays as the provider wrote it, white
/// space included.</summary>
internal sealed partial class BodyTemplate
{
    private const char Mark = '\u0001';

    private readonly string[] parts;

    private BodyTemplate(string provider, string eventName, string text)
        => (Provider, EventName, parts) = (provider, eventName, text.Split(Mark));

    /// <summary>Every example, by its path.</summary>
    public static IReadOnlyList<BodyTemplate> All { get; } =
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "samples"), "*.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    public string Provider { get; }

    public string EventName { get; }

    /// <summary>Fills the holes.</summary>
    public byte[] Fill(BodyValues values)
    {
        var text = new StringBuilder(parts[0]);
        for (var index = 1; index < parts.Length; index++)
        {
            // A part begins with the letter that names the hole before it.
            _ = text.Append(parts[index][0] switch
            {
                'o' => values.OrderId,
                'u' => values.EventId,
                's' => values.Status,
                't' => values.Time,
                'n' => values.Attempt,
                'a' => values.SentAt,
                _ => Credentials.Person,
            }).Append(parts[index], 1, parts[index].Length - 1);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static BodyTemplate Read(string path)
    {
        var provider = Path.GetFileName(Path.GetDirectoryName(path)!);
        var text = People().Replace(File.ReadAllText(path), $"$1\"{Mark}p\"");
        text = People().IsMatch(text) ? Address().Replace(text, $"$1\"{Mark}p\"") : text;
        text = provider == "captain"
            ? Hole(Hole(Hole(Hole(text, "order_uuid", 'o'), "event_uuid", 'u'), "(?:order_status|item_status)", 's'), "sent_at", 'a')
            : Hole(Hole(Hole(text, "order_id", 'o'), "status", 's'), "event_at", 't');
        text = Regex.Replace(text, "(\"published_at\"\\s*:\\s*)[0-9.]+", $"$1{Mark}t");
        text = Regex.Replace(text, "(\"delivery_attempt\"\\s*:\\s*)[0-9]+", $"$1{Mark}n");
        return new(provider, Path.GetFileName(path).Split('.')[0], text);
    }

    private static string Hole(string text, string name, char hole) => Regex.Replace(text, $"(\"{name}\"\\s*:\\s*)\"[^\"]*\"", $"$1\"{Mark}{hole}\"");

    [GeneratedRegex("(\"(?:phone_number|line_1|customer_name|customer_phone|customer_email|driver_name|driver_document|failure_driver_message)\"\\s*:\\s*)\"[^\"]*\"")]
    private static partial Regex People();

    [GeneratedRegex("(\"name\"\\s*:\\s*)\"Sarah Miller\"")]
    private static partial Regex Address();
}

/// <summary>What is put into the holes.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="EventId">The provider's id of the event, where it has one.</param>
/// <param name="Status">In the provider's words.</param>
/// <param name="Time">As the provider writes times.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="SentAt">When this attempt was made.</param>
internal sealed record BodyValues(string OrderId, string EventId, string Status, string Time, int Attempt, string SentAt);
