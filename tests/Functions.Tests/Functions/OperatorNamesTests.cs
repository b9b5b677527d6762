using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Tests.Functions;

public sealed class OperatorNamesTests
{
    [Theory]
    [InlineData("True", "ana@shop.example", "ana@shop.example")]
    [InlineData("True", null, OperatorNames.FunctionKey)]
    [InlineData("False", "ana@shop.example", OperatorNames.FunctionKey)]
    [InlineData(null, "ana@shop.example", OperatorNames.FunctionKey)]
    public void Name_is_believed_only_while_the_platform_vouches_for_it(string? signIn, string? header, string expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("WEBSITE_AUTH_ENABLED", signIn)]).Build();
        var context = new DefaultHttpContext();
        context.Request.Headers["X-MS-CLIENT-PRINCIPAL-NAME"] = header;

        Assert.Equal(expected, new OperatorNames(configuration).Of(context.Request));
    }
}
