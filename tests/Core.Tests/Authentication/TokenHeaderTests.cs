using OrderRelay.Core.Authentication;

namespace OrderRelay.Core.Tests.Authentication;

public sealed class TokenHeaderTests
{
    private static readonly WebhookAuthenticator Captain = AuthenticationScenario.Of("captain", ("Tokens:0", "old-token"), ("Tokens:1", "new-token"));

    [Theory]
    [InlineData("old-token")]
    [InlineData("new-token")]
    public void Either_of_two_overlapping_tokens_is_accepted(string token)
        => Assert.Equal(AuthenticationStatus.Accepted, Captain.Ask("{}"u8, ("auth-token", token)));

    [Theory]
    [InlineData("other-token")]
    [InlineData("old-toke")]
    [InlineData("old-token2")]
    [InlineData("OLD-TOKEN")]
    [InlineData("Bearer old-token")]
    public void Any_other_token_is_wrong(string token)
        => Assert.Equal(AuthenticationStatus.WrongCredential, Captain.Ask("{}"u8, ("Auth-Token", token)));

    [Fact]
    public void Token_longer_than_the_stack_buffer_is_compared_whole()
    {
        var token = new string('t', 5000);
        var authenticator = AuthenticationScenario.Of("captain", ("Tokens:0", token));
        Assert.Equal(AuthenticationStatus.Accepted, authenticator.Ask("{}"u8, ("Auth-Token", token)));
        Assert.Equal(AuthenticationStatus.WrongCredential, authenticator.Ask("{}"u8, ("Auth-Token", token[..^1] + "u")));
    }

    [Fact]
    public void Tokens_of_every_length_are_told_apart_by_their_last_character_and_their_length()
    {
        for (var length = 1; length <= 200; length++)
        {
            var token = new string('t', length);
            var authenticator = AuthenticationScenario.Of("captain", ("Tokens:0", "s"), ("Tokens:1", token));
            Assert.Equal(AuthenticationStatus.Accepted, authenticator.Ask("{}"u8, ("Auth-Token", token)));
            foreach (var other in (string[])[token[..^1] + "u", token + "t", token + "\0", new string('t', length + 300)])
            {
                Assert.Equal(AuthenticationStatus.WrongCredential, authenticator.Ask("{}"u8, ("Auth-Token", other)));
            }
        }
    }

    [Fact]
    public void Absent_empty_or_doubled_header_is_missing()
    {
        Assert.Equal(AuthenticationStatus.MissingCredential, Captain.Ask("{}"u8));
        Assert.Equal(AuthenticationStatus.MissingCredential, Captain.Ask("{}"u8, ("Auth-Token", "")));
        Assert.Equal(AuthenticationStatus.MissingCredential, Captain.Ask("{}"u8, ("Auth-Token", "old-token"), ("auth-token", "old-token")));
    }

    [Theory]
    [InlineData("secret", "secret")]
    [InlineData("secret", "Bearer secret")]
    [InlineData("secret", "bearer secret")]
    [InlineData("Bearer secret", "Bearer secret")]
    [InlineData("Bearer secret", "secret")]
    public void Authorization_token_matches_with_and_without_its_scheme(string configured, string presented)
        => Assert.Equal(AuthenticationStatus.Accepted, AuthenticationScenario.Of("abbiamo", ("Tokens:0", configured)).Ask("{}"u8, ("Authorization", presented)));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("Bearer ")]
    public void Token_of_nothing_is_no_credential(string configured)
    {
        var authenticator = AuthenticationScenario.Of("abbiamo", ("Tokens:0", configured));
        Assert.False(authenticator.HasCredential);
        Assert.Equal(AuthenticationStatus.NoCredentialConfigured, authenticator.Ask("{}"u8, ("Authorization", "Bearer ")));
    }

    [Fact]
    public void Header_of_choice_replaces_the_documented_one()
    {
        var authenticator = AuthenticationScenario.Of("captain", ("Header", "X-Shop-Token"), ("Tokens:0", "secret"));
        Assert.Equal(AuthenticationStatus.Accepted, authenticator.Ask("{}"u8, ("X-Shop-Token", "secret")));
        Assert.Equal(AuthenticationStatus.MissingCredential, authenticator.Ask("{}"u8, ("Auth-Token", "secret")));
    }

    [Fact]
    public void Request_in_token_mode_allocates_nothing()
    {
        var headers = new OneHeader("new-token");
        Assert.True(Captain.Authenticate(headers, "{}"u8).IsAccepted);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            _ = Captain.Authenticate(headers, "{}"u8);
        }

        // Less than a byte for each: what little there may be the runtime itself allocates, once.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 9_999);
    }

    private sealed class OneHeader(string value) : IWebhookHeaders
    {
        public string? this[string name] => value;
    }
}
