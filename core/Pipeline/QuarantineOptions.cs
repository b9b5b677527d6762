using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace OrderRelay.Core.Pipeline;

/// <summary>Whether bodies with a wrong credential are kept, and how many. They are counted in any case.</summary>
/// <param name="Unauthenticated">Off by default: anybody who knows the address could fill the desk.</param>
/// <param name="MaxCount">Open ones at a time.</param>
/// <param name="MaxBytes">Of their bodies together.</param>
/// <param name="MaxAge">Older ones make room for new ones.</param>
public sealed record QuarantineOptions(bool Unauthenticated, int MaxCount, long MaxBytes, TimeSpan MaxAge)
{
    public static QuarantineOptions Default { get; } = new(false, 1000, 64L << 20, TimeSpan.FromDays(7));

    /// <summary>Reads <c>Quarantine:Unauthenticated</c>, <c>…:MaxCount</c>, <c>…:MaxBytes</c>, <c>…:MaxAge</c>.</summary>
    /// <exception cref="ArgumentException">A setting makes no sense; the message names it.</exception>
    public static QuarantineOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Quarantine");
        return new(
            Read(section, "Unauthenticated", Default.Unauthenticated, static text => bool.TryParse(text, out var on) ? on : null, "true or false"),
            Read(section, "MaxCount", Default.MaxCount, static text => Whole(text) is > 0 and <= int.MaxValue and var count ? (int)count : null, "a whole number from 1"),
            Read(section, "MaxBytes", Default.MaxBytes, static text => Whole(text) is > 0 and var bytes ? bytes : null, "a whole number from 1"),
            Read(section, "MaxAge", Default.MaxAge, static text => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var age) && age > TimeSpan.Zero ? age : null, "a positive time span, such as 7.00:00:00 for seven days"));
    }

    private static long? Whole(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static T Read<T>(IConfigurationSection section, string name, T fallback, Func<string, T?> parse, string allowed)
        where T : struct
        => section[name] is not { Length: > 0 } text ? fallback
            : parse(text) ?? throw new ArgumentException($"Quarantine:{name} is {allowed}", nameof(section));
}
