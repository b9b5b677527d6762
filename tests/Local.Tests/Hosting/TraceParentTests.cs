using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using OrderRelay.Local.Hosting;

namespace OrderRelay.Local.Tests.Hosting;

public sealed class TraceParentTests
{
    private const string Sent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    public TraceParentTests() => Activity.Current = null;

    [Theory]
    [InlineData(Sent, Sent)]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7", null)]
    [InlineData("00-00000000000000000000000000000000-00f067aa0ba902b7-01", null)]
    [InlineData("Ana Souza", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Without_a_span_the_callers_trace_is_carried_on_if_it_is_well_formed(string? sent, string? carried)
        => Assert.Equal(carried, TraceParent.Of(new HeaderDictionary { ["traceparent"] = sent }));

    [Fact]
    public void Trace_sent_twice_is_none()
        => Assert.Null(TraceParent.Of(new HeaderDictionary { ["traceparent"] = new StringValues([Sent, Sent]) }));

    [Fact]
    public void Span_of_the_request_comes_before_what_its_caller_sent()
    {
        using var span = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).SetParentId(Sent).Start();

        Assert.Equal(span.Id, TraceParent.Of(new HeaderDictionary { ["traceparent"] = Sent }));
    }
}
