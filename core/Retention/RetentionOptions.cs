using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace OrderRelay.Core.Retention;

/// <summary>How long what is kept. Null is for ever, which is the default: nothing ends that nobody asked to end.</summary>
/// <param name="RawBodies">Bodies of stored events, from when they were stored.</param>
/// <param name="PersonalData">Of an order, from when it was last heard of.</param>
/// <param name="DeadLetters">From when they were dead-lettered.</param>
/// <param name="Notifications">Entries of the log, from when they were requested.</param>
public sealed record RetentionOptions(TimeSpan? RawBodies, TimeSpan? PersonalData, TimeSpan? DeadLetters, TimeSpan? Notifications)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(1);

    /// <summary>Any more than this is before the first webhook there ever was.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    /// <summary>False while nothing ends.</summary>
    public bool Any => (RawBodies ?? PersonalData ?? DeadLetters ?? Notifications) is not null;

    /// <summary>Reads <c>Retention:RawBodies</c>, <c>…:PersonalData</c>, <c>…:DeadLetters</c>, <c>…:Notifications</c>.</summary>
    /// <exception cref="ArgumentException">A setting makes no sense; the message names it.</exception>
    public static RetentionOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Retention");
        return new(Read(section, "RawBodies"), Read(section, "PersonalData"), Read(section, "DeadLetters"), Read(section, "Notifications"));
    }

    private static TimeSpan? Read(IConfigurationSection section, string name)
        => section[name] is not { Length: > 0 } text ? null
            : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= Shortest && time <= Longest ? time
            : throw new ArgumentException($"Retention:{name} is a time span of at least an hour, such as 90.00:00:00 for ninety days", nameof(section));
}
