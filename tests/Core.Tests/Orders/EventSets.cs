using System.Text.Json;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Tests.Orders;

/// <summary>
/// Random sets of distinct events of one order in either provider's manner: few instants, so that ties are frequent, and
/// few values, so that events meet. Everything personal holds the word <see cref="Personal"/>.
/// </summary>
internal static class EventSets
{
    public const string Personal = "somebody";

    /// <summary>Stands for a person's whereabouts, which are numbers.</summary>
    public const decimal PersonalDegrees = -23.5550123m;

    private static readonly DateTimeOffset Start = new(2022, 4, 28, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Items = ["B", "a", "a-2", "é"];
    private static readonly PreparationStatus[] Kitchen = Enum.GetValues<PreparationStatus>();
    private static readonly DeliveryStatus[] Deliveries = Enum.GetValues<DeliveryStatus>();

    private static readonly DeliveryStatus[] CaptainDeliveries =
    [
        DeliveryStatus.Pending, DeliveryStatus.Assigned, DeliveryStatus.PickedUp, DeliveryStatus.Returning,
        DeliveryStatus.ClosedUnconfirmed, DeliveryStatus.Failed, DeliveryStatus.Cancelled, DeliveryStatus.Delivered,
    ];

    private static readonly JsonElement[] CustomFields =
    [
        JsonDocument.Parse($$"""{"sms_opt_in": true, "name": "{{Personal}}"}""").RootElement,
        JsonDocument.Parse($$"""[ "{{Personal}} \u00e9<>", 1.50, null ]""").RootElement,
    ];

    public static List<OrderEvent> Generate(Random random, int maxEvents)
    {
        var captain = random.Next(3) > 0;
        var instants = random.Next(1, 5);
        var set = new List<OrderEvent>(maxEvents);
        var keys = new HashSet<(EventIdentity, ContentHash)>();
        for (var count = random.Next(1, maxEvents + 1); set.Count < count;)
        {
            var next = captain ? Captain(random, instants, set.Count) : Abbiamo(random, instants, set.Count);
            if (keys.Add((next.Identity, next.Content)))
            {
                set.Add(next);
            }
        }

        return set;
    }

    /// <summary>Every event at least once, some again, in any order.</summary>
    public static OrderEvent[] Arrivals(IReadOnlyList<OrderEvent> set, Random random)
    {
        List<OrderEvent> arrivals = [.. set];
        for (var again = random.Next(4); again > 0; again--)
        {
            arrivals.Add(set[random.Next(set.Count)] with { });
        }

        var shuffled = arrivals.ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }

    /// <summary>Identities are few, so that one may come with other content: a conflict.</summary>
    private static OrderEvent Captain(Random random, int instants, int index)
    {
        var move = random.Next(10) switch
        {
            < 4 => OrderMove.To(Pick(random, CaptainDeliveries), "captain word"),
            < 6 => OrderMove.To(Pick(random, Kitchen), "being_prepared"),
            < 8 => OrderMove.To(Pick(random, Kitchen), "prepared", Pick(random, Items)),
            8 => OrderMove.UnknownStatus("beamed", itemId: random.Next(2) == 0 ? "a" : null),
            _ => OrderMove.None(),
        };
        var identity = random.Next(4) == 0 ? random.Next(index + 1) : index;
        return New("captain", $"order_status_updated:{identity * 7 % 10}-{identity}", $"{(char)('a' + random.Next(3))}", move, random, instants);
    }

    /// <summary>No ids: the identity is the content's hash.</summary>
    private static OrderEvent Abbiamo(Random random, int instants, int index)
    {
        var move = random.Next(10) switch
        {
            < 7 => OrderMove.To(Pick(random, Deliveries), "IN_TRANSIT", "COLLECTING"),
            7 => OrderMove.UnknownStatus("TELEPORTED"),
            _ => OrderMove.None("DELAYED"),
        };
        var hash = $"{random.Next(256):x2}{index:x2}";
        return New("abbiamo", hash, hash, move, random, instants);
    }

    private static OrderEvent New(string provider, string identity, string content, OrderMove move, Random random, int instants)
    {
        var at = Start.AddMinutes(random.Next(instants)).AddTicks(random.Next(8) == 0 ? random.Next(3) : 0);
        return new()
        {
            Order = new(provider, "o-1"),
            Identity = new(identity),
            Content = new(content),
            Name = "order_status_updated",
            OccurredAt = at,
            OccurredAtText = InstantConverter.Write(at),
            Move = move,
            Facts = random.Next(3) == 0 ? OrderFacts.None : Facts(random),
        };
    }

    private static OrderFacts Facts(Random random) => new()
    {
        Store = random.Next(4) == 0 ? new() { Id = Word(random), Name = Word(random) } : null,
        References = random.Next(4) == 0 ? new() { PartnerOrderId = Word(random), TrackingCode = Word(random) } : null,
        Carrier = Word(random),
        Total = random.Next(4) == 0 ? random.Next(100) / 10.00m : null,
        PreparationStartedAt = random.Next(4) == 0 ? Start.AddTicks(random.Next(100)) : null,
        Failure = random.Next(4) == 0 ? new() { Code = random.Next(3), Message = Word(random), DriverMessage = Person(random) } : null,
        TrackingLink = Person(random),
        Recipient = random.Next(4) == 0 ? Recipient(random) : null,
        Driver = random.Next(4) == 0 ? new() { Name = Person(random), Document = Person(random), Phone = Person(random) } : null,
        CustomFields = random.Next(4) == 0 ? Pick(random, CustomFields) : null,
        Items = random.Next(4) == 0 ? Snapshot(random) : null,
    };

    private static Recipient Recipient(Random random) => new()
    {
        Name = Person(random),
        Email = Person(random),
        Address = random.Next(2) == 0
            ? new() { Line1 = Person(random), City = Person(random), Latitude = PersonalDegrees, Longitude = PersonalDegrees }
            : null,
    };

    private static ItemFacts[] Snapshot(Random random)
    {
        var items = new ItemFacts[random.Next(4)];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = new()
            {
                Id = Pick(random, Items),
                Name = Word(random),
                Quantity = random.Next(3) == 0 ? random.Next(3) : null,
                Addons = random.Next(4) == 0 ? ["salt"] : null,
                Status = random.Next(2) == 0 ? Pick(random, Kitchen) : null,
            };
        }

        return items;
    }

    private static string? Word(Random random) => random.Next(6) switch { 0 => "one", 1 => "two <é>", 2 => "three", _ => null };

    private static string? Person(Random random) => random.Next(3) switch { 0 => Personal + " A", 1 => Personal + " B", _ => null };

    private static T Pick<T>(Random random, T[] values) => values[random.Next(values.Length)];
}
