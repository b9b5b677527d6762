using System.Text.Json;
using OrderRelay.Core.Api;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Core.Tests.Api;

public sealed class ApiRequestTests
{
    [Fact]
    public void Absent_and_empty_parameters_ask_nothing()
    {
        foreach (var value in new[] { null, "" })
        {
            var request = new ApiRequest(_ => value);
            Assert.Equal((50, null, null, null), (request.Limit(), request.Since(), request.Status(), request.Reason()));
            Assert.Equal((null, false, null), (request.LetterStatus(), request.Flag("flag"), request.Text("q")));
            Assert.Null(request.Mistakes);
        }
    }

    [Theory]
    [InlineData("2025-03-13T08:15:09Z", "2025-03-13T08:15:09Z")]
    [InlineData("2025-03-13T08:15:09.1234567Z", "2025-03-13T08:15:09.1234567Z")]
    [InlineData("2025-03-13T08:15:09-03:00", "2025-03-13T11:15:09Z")]
    [InlineData("2025-03-13T08:15", "2025-03-13T08:15:00Z")]
    [InlineData("2025-03-13", "2025-03-13T00:00:00Z")]
    public void Since_is_an_instant_in_iso_8601(string text, string instant)
    {
        var request = new ApiRequest(_ => text);

        Assert.Equal(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture), request.Since());
        Assert.Null(request.Mistakes);
    }

    [Theory]
    [InlineData("10:18")]
    [InlineData("3/4/2025")]
    [InlineData("March 2025")]
    [InlineData("1741854527")]
    [InlineData("2025-02-30T00:00:00Z")]
    [InlineData(" 2025-03-13")]
    public void Since_that_is_no_instant_is_refused(string text) => AssertRefused(request => request.Since(), text, "since");

    [Theory]
    [InlineData("0")]
    [InlineData("201")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData(" 5")]
    [InlineData("99999999999")]
    public void Limit_outside_its_range_is_refused(string text) => AssertRefused(request => request.Limit(), text, "limit");

    [Theory]
    [InlineData("1", 1)]
    [InlineData("200", 200)]
    public void Limit_within_its_range_is_taken(string text, int limit) => Assert.Equal(limit, new ApiRequest(_ => text).Limit());

    [Fact]
    public void Words_are_those_of_the_wire_exactly()
    {
        Assert.Equal(Headline.OutForDelivery, new ApiRequest(static _ => "out_for_delivery").Status());
        Assert.Equal(DeadLetterReason.NoOrder, new ApiRequest(static _ => "no_order").Reason());
        Assert.Equal(DeadLetterStatus.Open, new ApiRequest(static _ => "open").LetterStatus());
        AssertRefused(static request => request.Status(), "OutForDelivery", "status");
        AssertRefused(static request => request.Reason(), "3", "reason");
        AssertRefused(static request => request.Flag("flag"), "yes", "flag");
    }

    [Fact]
    public void Every_mistake_is_named_at_once_and_no_value_is_shown()
    {
        var request = new ApiRequest(static _ => "Ana Souza");
        _ = (request.Limit(), request.Since(), request.Status());

        var text = request.Mistakes!.ToString();
        Assert.All(["limit is", "since is", "status is"], mistake => Assert.Contains(mistake, text, StringComparison.Ordinal));
        Assert.DoesNotContain("Ana", text, StringComparison.Ordinal);
    }

    private static void AssertRefused(Action<ApiRequest> read, string text, string name)
    {
        var request = new ApiRequest(_ => text);
        read(request);

        Assert.Equal(400, request.Mistakes!.Status);
        using var problem = JsonDocument.Parse(request.Mistakes.Body);
        Assert.Equal("urn:orderrelay:problem:invalid-parameter", problem.RootElement.GetProperty("type").GetString());
        Assert.StartsWith(name + " is", problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
