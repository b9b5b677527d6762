namespace OrderRelay.Core.Notifications.Rendering;

/// <summary>What happened, as rules spell it (<c>headline:delivered</c>, <c>stalled</c>), taken apart.</summary>
/// <param name="Kind">What stands before the colon.</param>
/// <param name="Value">What stands after it; the kind itself where there is no colon.</param>
internal readonly record struct Change(string Kind, string Value)
{
    public static Change Of(string text)
        => text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? new(text[..colon], text[(colon + 1)..]) : new(text, text);

    public bool IsItem => Kind is "item";

    /// <summary>For people.</summary>
    public string Words => (IsItem ? "an item is " : "") + Value.Replace('_', ' ');

    /// <summary>The event type of an outgoing webhook: words joined by full stops.</summary>
    public string Type => Kind is "headline" or "verdict" || Kind == Value ? $"order.{Value}" : $"order.{Kind}.{Value}";
}
