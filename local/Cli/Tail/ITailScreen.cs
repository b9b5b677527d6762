namespace OrderRelay.Local.Cli.Tail;

/// <summary>Where events are shown.</summary>
internal interface ITailScreen
{
    /// <param name="data">The event's JSON, on one line.</param>
    /// <exception cref="System.Text.Json.JsonException">It is no event.</exception>
    void Show(string data);
}
