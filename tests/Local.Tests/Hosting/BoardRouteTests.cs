using OrderRelay.Core.Board;

namespace OrderRelay.Local.Tests.Hosting;

public sealed class BoardRouteTests
{
    [Fact]
    public async Task Every_file_is_served_without_a_key_under_a_closed_policy()
    {
        await using var relay = await RelayUnderTest.StartAsync(("Operator:Keys:0", "first"));
        Assert.Contains("/", BoardFiles.Paths);
        foreach (var path in BoardFiles.Paths)
        {
            using var answer = await relay.Http.GetAsync(new Uri(path, UriKind.Relative));

            Assert.True((int)answer.StatusCode == 200, path);
            Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync());
            Assert.Equal("no-cache", answer.Headers.CacheControl?.ToString());
            Assert.Equal(
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
                Header(answer, "Content-Security-Policy"));
            Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
            Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
            Assert.Contains("geolocation=()", Header(answer, "Permissions-Policy"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Page_is_the_same_whatever_the_query_asks_it_to_show()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        using var page = await relay.Http.GetAsync(new Uri("/", UriKind.Relative));
        using var view = await relay.Http.GetAsync(new Uri("/?view=order&provider=captain&id=..%2F..", UriKind.Relative));

        Assert.Equal("text/html; charset=utf-8", page.Content.Headers.ContentType?.ToString());
        Assert.Equal(await page.Content.ReadAsByteArrayAsync(), await view.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Known_file_is_not_sent_again()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        using var first = await relay.Http.GetAsync(new Uri("/", UriKind.Relative));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var again = await relay.Http.SendAsync(request);

        Assert.Equal(304, (int)again.StatusCode);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Equal(Header(first, "Content-Security-Policy"), Header(again, "Content-Security-Policy"));
    }

    [Theory]
    [InlineData("/board/")]
    [InlineData("/board/nothing.js")]
    [InlineData("/board/index.html")]
    [InlineData("/board/README.md")]
    [InlineData("/board//logo.svg")]
    [InlineData("/board/LOGO.SVG")]
    [InlineData("/board/logo.svg/")]
    [InlineData("/board/logo%2esvg")]
    [InlineData("/board/%2e%2e/board/logo.svg")]
    [InlineData("/board/../../../etc/passwd")]
    [InlineData("/board/..%2f..%2fappsettings.json")]
    [InlineData("/board/..\\..\\appsettings.json")]
    [InlineData("/board/./logo.svg")]
    public async Task Path_that_names_no_file_as_it_is_written_is_unknown(string path)
    {
        await using var relay = await RelayUnderTest.StartAsync();
        Assert.Equal(404, await RawRequest.SendAsync(relay.Host.Url, "GET", path, []));
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join('|', answer.Headers.GetValues(name));
}
