using OrderRelay.Core.Orders;
using Spectre.Console;

namespace OrderRelay.Local.Demo;

/// <summary>The colours of headlines and verdicts. A word that is new to this program is shown without one.</summary>
internal static class HeadlineStyle
{
    public static Color Of(string headline) => StatusNames.TryParse(headline, out var known) ? Of(known) : Color.Default;

    public static Text Text(string headline) => new(headline, new Style(Of(headline)));

    public static Text Verdict(string verdict) => new(verdict, new Style(OfVerdict(verdict)));

    public static Color OfVerdict(string verdict) => verdict switch
    {
        "applied" => Color.Green,
        "reopened" => Color.Aqua,
        "regressed" or "late_after_end" => Color.Yellow,
        "conflict" or "unknown_status" => Color.Red,
        _ => Color.Grey,
    };

    private static Color Of(Headline headline) => headline switch
    {
        Headline.Delivered => Color.Green,
        Headline.Failed or Headline.Cancelled => Color.Red,
        Headline.Returned or Headline.Returning or Headline.AttemptFailed => Color.Orange1,
        Headline.NeedsAttention or Headline.ClosedUnconfirmed => Color.Yellow,
        Headline.PickedUp or Headline.InTransit or Headline.OutForDelivery => Color.DeepSkyBlue1,
        Headline.Unknown => Color.Grey,
        _ => Color.SlateBlue1,
    };
}
