using System.Globalization;
using System.Text.Json;
using OrderRelay.Local.Demo;
using Spectre.Console;

namespace OrderRelay.Local.Cli.Tail;

/// <summary>A coloured line per event, for people.</summary>
internal sealed class TailScreen(IAnsiConsole console) : ITailScreen
{
    /// <summary>Below it, coming after happening is the normal way of things.</summary>
    private const double WorthSaying = 60;

    public void Show(string data)
    {
        var shown = JsonSerializer.Deserialize(data, LiveJson.Default.LiveEvent) ?? throw new JsonException();
        console.MarkupLine(string.Join(
            "  ",
            new[]
            {
                $"[grey]{shown.ReceivedAt.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}[/]",
                $"[bold]{Clean($"{shown.Provider}/{shown.OrderId}")}[/]",
                shown.ShownStore is { } store ? Clean(store) : "",
                Clean(shown.Name),
                $"[{HeadlineStyle.OfVerdict(shown.Verdict).ToMarkup()}]{Clean(shown.Verdict)}[/]",
                shown.Status is { } status ? $"[{HeadlineStyle.Of(status).ToMarkup()}]{(shown.HeadlineChanged ? "-> " : "")}{Clean(status)}[/]" : "",
                shown.Explanation is { } why ? $"[grey]{Clean(why)}[/]" : "",
                shown.LateSeconds >= WorthSaying ? $"[yellow]{Late(shown.LateSeconds)} after it happened[/]" : "",
            }.Where(static part => part.Length > 0)));
    }

    private static string Late(double seconds)
        => string.Create(CultureInfo.InvariantCulture, $"{(seconds < 7200 ? $"{seconds / 60:0} min" : $"{seconds / 3600:0} h")}");

    private static string Clean(string? text) => Markup.Escape(Printable.Of(text));
}
