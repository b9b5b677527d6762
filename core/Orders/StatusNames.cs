namespace OrderRelay.Core.Orders;

/// <summary>The wire form of each status, as every answer, row and filter spells it.</summary>
public static class StatusNames
{
    public static string Of(DeliveryStatus status) => WireNames<DeliveryStatus>.Of(status);

    public static string Of(PreparationStatus status) => WireNames<PreparationStatus>.Of(status);

    public static string Of(Headline headline) => WireNames<Headline>.Of(headline);

    public static string Of(Verdict verdict) => WireNames<Verdict>.Of(verdict);

    public static string Of(LifecycleRule rule) => WireNames<LifecycleRule>.Of(rule);

    /// <summary>Reads a wire form; false for a word that is none.</summary>
    public static bool TryParse(string word, out Headline headline) => WireNames<Headline>.TryParse(word, out headline);

    /// <summary>Reads a rule's wire form; false for a word that is none.</summary>
    public static bool TryParseRule(string word, out LifecycleRule rule) => WireNames<LifecycleRule>.TryParse(word, out rule);

    /// <summary>Every headline's wire form, in lifecycle order.</summary>
    public static IReadOnlyList<string> Headlines => WireNames<Headline>.All;
}
