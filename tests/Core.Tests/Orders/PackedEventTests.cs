using System.Text;
using System.Text.Json;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Tests.Orders;

/// <summary>An event that SQLite stores is the one that was committed.</summary>
public sealed class PackedEventTests
{
    private const string Hash = "8d787e4e51851fbf31f6cbfa3ff33e533244c3ad621d2237b5e37355c6ab3cb9";

    [Fact]
    public void Events_are_read_back_as_they_were()
        => Property.Holds(10_000, 8, static (set, _) => set.Select(static @event => Difference(@event, PackedEvent.Read(PackedEvent.Write(@event))))
            .FirstOrDefault(static difference => difference is not null));

    [Fact]
    public void Every_member_is_kept()
    {
        var @event = Event(Filled.Of<OrderFacts>());

        Assert.Null(Difference(@event, PackedEvent.Read(PackedEvent.Write(@event))));
        Assert.Null(Difference(@event.WithoutPersonalData(), PackedEvent.Read(PackedEvent.Write(@event.WithoutPersonalData()))));
    }

    [Fact]
    public void Event_that_says_nothing_costs_no_facts()
    {
        var @event = Event(OrderFacts.None) with { Move = OrderMove.None() };

        Assert.Same(OrderFacts.None, PackedEvent.Read(PackedEvent.Write(@event)).Facts);
        Assert.Equal([], PackedEvent.Read(PackedEvent.Write(Event(new() { Items = [] }))).Facts.Items!);
    }

    [Theory]
    [InlineData(Hash)]
    [InlineData("8D787E4E51851FBF31F6CBFA3FF33E533244C3AD621D2237B5E37355C6AB3CB9")]
    [InlineData("8d787e4e51851fbf31f6cbfa3ff33e533244c3ad621d2237b5e37355c6ab3cbg")]
    [InlineData("8d787e4e51851fbf31f6cbfa3ff33e533244c3ad621d2237b5e37355c6ab3c")]
    [InlineData("")]
    [InlineData("0a")]
    public void Hashes_are_kept_as_they_are_written(string hash)
        => Assert.Equal(hash, PackedEvent.Read(PackedEvent.Write(Event(OrderFacts.None) with { Content = new(hash) })).Content.Value);

    [Fact]
    public void Each_status_is_kept()
    {
        foreach (var delivery in Enum.GetValues<DeliveryStatus>())
        {
            Assert.Equal(delivery, PackedEvent.Read(PackedEvent.Write(Event(OrderFacts.None) with { Move = OrderMove.To(delivery, "word") })).Move.Delivery);
        }

        foreach (var preparation in Enum.GetValues<PreparationStatus>())
        {
            var facts = new OrderFacts { Items = [new() { Id = "1", Status = preparation }] };
            var read = PackedEvent.Read(PackedEvent.Write(Event(facts) with { Move = OrderMove.To(preparation, null, "1") }));

            Assert.Equal((preparation, preparation), (read.Move.Preparation, read.Facts.Items![0].Status));
        }
    }

    [Fact]
    public void Rows_of_before_are_in_JSON_and_are_read()
    {
        var @event = Event(Filled.Of<OrderFacts>());

        Assert.Null(Difference(@event, PackedEvent.Read(OrderJson.Write(@event))));
    }

    /// <summary>What is stored in files stays as it is. When this fails, the form has changed: give the new one a number and keep reading this one.</summary>
    [Fact]
    public void Stored_events_of_the_first_form_are_read()
    {
        const string stored =
            "AgJwAm8EbjoxAECNeH5OUYUfvzH2y/o/8z5TMkTDrWIdIje143NVxqs8uQJuABhKxCcp2ggCdApkZWxpdmVyZWQJcHJlcGFyZWQCaQICdwJ2AQECMQIyAjMC"
            + "NAI1AQI2AjcCOAI5AzEwAzExAzEyAzEzAzE0AZYAAAAAAAAAAAAAAAAAAgABgK7ixCcp2ggBAEV7xScp2ggBAYsBAzE1/6oAAADDqcOpw6nDqcOpw6nDqcOp"
            + "w6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOp"
            + "w6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqQMxNgEDMTcDMTgDMTkBAzIwAzIxAzIyAzIz"
            + "AzI0AzI1AzI2AzI3AQMCAAAAAAAAAAAAAAAAAQABBAAAAAAAAAAAAAAAAAABgAMyOAEDMjkDMzADMzEBDnsiYSI6MX0BBAMzMgMzMwHYBAMzNAEEAzM1AQMz"
            + "NgpwcmVwYXJpbmcDMzcAAAAAAAA=";
        var @event = new OrderEvent
        {
            Order = new("p", "o"),
            Identity = new("n:1"),
            Content = new(Hash),
            Name = "n",
            OccurredAt = new(2022, 4, 28, 15, 0, 0, TimeSpan.Zero),
            OccurredAtText = "t",
            Move = new() { Delivery = DeliveryStatus.Delivered, Preparation = PreparationStatus.Prepared, ItemId = "i", Unknown = true, ProviderStatus = "w", ProviderSubstatus = "v" },
            Facts = new()
            {
                Store = new() { Id = "1", ExternalId = "2", BusinessExternalId = "3", Name = "4", DocumentNumber = "5" },
                References = new() { PartnerOrderId = "6", OrderNumber = "7", TrackingCode = "8", InvoiceNumber = "9", PaymentId = "10" },
                Kind = "11",
                Channel = "12",
                Carrier = "13",
                PaymentStatus = "14",
                Total = 1.50m,
                PreparationStartedAt = new(2022, 4, 28, 15, 0, 1, TimeSpan.Zero),
                PreparationCompletedAt = new(2022, 4, 28, 15, 0, 2, TimeSpan.Zero),
                Failure = new() { Code = -70, Message = "15", DriverMessage = new('é', 85) },
                TrackingLink = "16",
                Recipient = new()
                {
                    Name = "17",
                    Phone = "18",
                    Email = "19",
                    Address = new()
                    {
                        Name = "20",
                        Line1 = "21",
                        Line2 = "22",
                        ApartmentNumber = "23",
                        City = "24",
                        Postcode = "25",
                        State = "26",
                        Country = "27",
                        Latitude = 51.5m,
                        Longitude = -0.4m,
                        Instructions = "28",
                    },
                },
                Driver = new() { Name = "29", Document = "30", Phone = "31" },
                CustomFields = JsonDocument.Parse("{\"a\":1}").RootElement,
                Items = [new() { Id = "32", Name = "33", Quantity = 300, Sequence = "34", Addons = ["35", ""], Printer = "36", Status = PreparationStatus.Preparing }, new() { Id = "37" }],
            },
        };

        Assert.Equal(stored, Convert.ToBase64String(PackedEvent.Write(@event)));
        Assert.Null(Difference(@event, PackedEvent.Read(Convert.FromBase64String(stored))));
    }

    [Fact]
    public void Row_is_half_as_long_as_its_JSON()
    {
        var @event = Event(Filled.Of<OrderFacts>());

        Assert.InRange(PackedEvent.Write(@event).Length, 1, OrderJson.Write(@event).Length * 6 / 10);
    }

    [Fact]
    public void Bytes_that_are_no_event_are_refused()
    {
        var bytes = PackedEvent.Write(Event(Filled.Of<OrderFacts>()));

        _ = Assert.ThrowsAny<JsonException>(() => PackedEvent.Read([]));
        _ = Assert.ThrowsAny<JsonException>(() => PackedEvent.Read([.. bytes, 0]));
        for (var length = 1; length < bytes.Length; length++)
        {
            _ = Assert.ThrowsAny<JsonException>(() => PackedEvent.Read(bytes.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Form_of_a_newer_version_is_told()
    {
        byte[] bytes = [4, .. PackedEvent.Write(Event(OrderFacts.None))[1..]];

        Assert.Contains("newer version", Assert.ThrowsAny<JsonException>(() => PackedEvent.Read(bytes)).Message, StringComparison.Ordinal);
    }

    /// <summary>A damaged row is an error, whatever the damage says: no other exception, and no array of the size that it claims.</summary>
    [Fact]
    public void Damage_ends_in_an_event_or_in_an_error()
    {
        var random = new Random(7);
        var bytes = PackedEvent.Write(Event(Filled.Of<OrderFacts>()));
        for (var run = 0; run < 20_000; run++)
        {
            var damaged = bytes.ToArray();
            damaged[1 + random.Next(damaged.Length - 1)] = (byte)random.Next(256);
            damaged[1 + random.Next(damaged.Length - 1)] = (byte)random.Next(256);
            try
            {
                _ = PackedEvent.Read(damaged);
            }
            catch (JsonException)
            {
            }
        }
    }

    private static OrderEvent Event(OrderFacts facts) => new()
    {
        Order = new("captain", "o-1"),
        Identity = new("order_status_updated:9a52600d"),
        Content = new(Hash),
        Name = "order_status_updated",
        OccurredAt = new(2022, 4, 28, 12, 0, 0, TimeSpan.FromHours(-3)),
        OccurredAtText = "2022-04-28T12:00:00-03:00",
        Move = Filled.Of<OrderMove>(),
        Facts = facts,
    };

    private static string? Difference(OrderEvent expected, OrderEvent actual)
    {
        var (one, other) = (Encoding.UTF8.GetString(OrderJson.Write(expected)), Encoding.UTF8.GetString(OrderJson.Write(actual)));
        return one == other && expected.Facts.Items?.Count == actual.Facts.Items?.Count ? null : $"expected {one}\nread     {other}";
    }
}
