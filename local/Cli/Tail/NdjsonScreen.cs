using System.Text.Json;

namespace OrderRelay.Local.Cli.Tail;

/// <summary>The relay's own JSON, a line per event, for programs.</summary>
internal sealed class NdjsonScreen(TextWriter output) : ITailScreen
{
    public void Show(string data)
    {
        using var shown = JsonDocument.Parse(data);
        output.WriteLine(data.Contains('\n', StringComparison.Ordinal) ? JsonSerializer.Serialize(shown.RootElement, LiveJson.Default.JsonElement) : data);
        output.Flush();
    }
}
