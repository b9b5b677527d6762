using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OrderRelay.Contracts;
using OrderRelay.Core.Orders;
using OrderRelay.Functions.Http;
using OrderRelay.Functions.Tables;

namespace OrderRelay.Functions.Tests.Tables;

/// <summary>Keys made of whatever a provider or a client can spell: always ones that the service takes, and never those of another order.</summary>
public sealed class TableKeyProperties
{
    private const int Seed = 20_260_301;

    /// <summary>The service's limit, in UTF-16 units.</summary>
    private const int MaxKey = 512;

    [Fact]
    public void Key_of_any_order_is_one_that_the_service_takes_and_no_other_orders()
    {
        var orders = new Dictionary<string, OrderKey>(StringComparer.Ordinal);
        foreach (var key in Keys())
        {
            var made = TableKey.Of(key);
            Assert.True(made.Length <= MaxKey, $"seed {Seed}: {made.Length} units");
            Assert.True(made.All(static unit => unit is > '\u001f' and < '\u007f' and not ('/' or '\\' or '#' or '?' or '%' or '\'')), $"seed {Seed}: {made}");
            Assert.True(orders.TryAdd(made, key) || orders[made] == key, $"seed {Seed}: {made} is of two orders");

            // One separator: a part can neither end early nor take the next one's place.
            Assert.Equal(1, made.Count(static unit => unit == TableKey.Separator));
        }

        Assert.True(orders.Count > 4000);
    }

    [Fact]
    public void Escaped_text_compares_as_its_units_alone_and_turns_around()
    {
        foreach (var key in Keys())
        {
            var escaped = TableKey.Escape(key.OrderId);
            Assert.Equal(escaped, TableKey.Reverse(TableKey.Reverse(escaped)));
        }
    }

    /// <summary>A client's path names the order that it spells, escaped once, and no other.</summary>
    [Fact]
    public void Path_of_any_order_is_read_back_as_that_order()
    {
        foreach (var key in Keys().Where(static key => key is { Provider.Length: > 0, OrderId.Length: > 0 } && IsWellFormed(key.Provider) && IsWellFormed(key.OrderId)))
        {
            var request = Raw($"/api/orders/{Uri.EscapeDataString(key.Provider)}/{Uri.EscapeDataString(key.OrderId)}/events");
            Assert.Equal(key, RoutePath.OrderOf(request));
        }
    }

    [Theory]
    [InlineData("/api/orders/captain/..%2f..%2fabbiamo", "captain", "../../abbiamo")]
    [InlineData("/api/orders/captain/%2e%2e", "captain", "..")]
    [InlineData("/api/orders/captain/a%252Fb", "captain", "a%2Fb")]
    [InlineData("/api/orders/captain/%00", "captain", "\0")]
    [InlineData("/api/orders/captain/%c0%af", "captain", "%C0%AF")]
    [InlineData("/api/orders/captain/x?orderId=y", "captain", "x")]
    [InlineData("http://evil.example/api/orders/captain/x", "captain", "x")]
    [InlineData("/api/orders", "", "")]
    public void Trick_in_a_path_names_what_it_spells(string target, string provider, string order)
    {
        var read = RoutePath.OrderOf(Raw(target));
        Assert.Equal(provider, read.Provider);
        Assert.Equal(order, read.OrderId, ignoreCase: true);
    }

    /// <summary>Hostile ids, and random ones that are near to each other: of few units, most of them special.</summary>
    private static IEnumerable<OrderKey> Keys()
    {
        foreach (var id in OrderStoreContract.HostileIds)
        {
            yield return new("captain", id);
            yield return new(id, "order");
        }

        const string Units = "ab|~/\\#?%'\0\u0001\u007f\u0085\u00e9\ud83d\ude00 }0";
        var random = new Random(Seed);
        for (var number = 0; number < 5000; number++)
        {
            yield return new(Word(random, Units), Word(random, Units));
        }
    }

    /// <summary>A request of which only its target is known, as it came over the wire.</summary>
    private static HttpRequest Raw(string target)
    {
        var context = new DefaultHttpContext();
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = target;
        return context.Request;
    }

    private static string Word(Random random, string units)
    {
        var word = new StringBuilder();
        for (var length = random.Next(random.Next(20) == 0 ? 900 : 6); length > 0; length--)
        {
            _ = word.Append(units[random.Next(units.Length)]);
        }

        return word.ToString();
    }

    private static bool IsWellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;
}
