using System.Security.Cryptography;
using System.Text;
using OrderRelay.Core.Authentication;

namespace OrderRelay.Core.Tests.Authentication;

public sealed class HmacTests
{
    // RFC 4231, test cases 1 and 2.
    private const string Rfc1 = "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7";
    private const string Rfc2 = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

    [Theory]
    [InlineData("hex:0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "Hi There", Rfc1)]
    [InlineData("base64:CwsLCwsLCwsLCwsLCwsLCwsLCws=", "Hi There", Rfc1)]
    [InlineData("Jefe", "what do ya want for nothing?", Rfc2)]
    public void Known_vector_is_accepted(string secret, string body, string signature)
    {
        var authenticator = Of(("Secrets:0", secret));
        Assert.Equal(AuthenticationStatus.Accepted, authenticator.Ask(Encoding.UTF8.GetBytes(body), ("X-Signature", signature)));
        Assert.Equal(AuthenticationStatus.WrongCredential, authenticator.Ask(Encoding.UTF8.GetBytes(body + " "), ("X-Signature", signature)));
    }

    [Fact]
    public void Base64_signature_behind_a_prefix_is_accepted()
    {
        var authenticator = Of(("Secrets:0", "Jefe"), ("Encoding", "base64"), ("Prefix", "sha256="), ("Header", "X-Hub"));
        var signature = Convert.ToBase64String(Convert.FromHexString(Rfc2));
        Assert.Equal(AuthenticationStatus.Accepted, authenticator.Ask("what do ya want for nothing?"u8, ("X-Hub", $"sha256={signature}")));
        Assert.Equal(AuthenticationStatus.WrongCredential, authenticator.Ask("what do ya want for nothing?"u8, ("X-Hub", signature)));
    }

    [Theory]
    [InlineData("zz")]
    [InlineData("5bdc")]
    [InlineData("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec384z")]
    [InlineData(Rfc2 + "00")]
    public void Signature_that_cannot_be_one_is_wrong(string signature)
        => Assert.Equal(AuthenticationStatus.WrongCredential, Of(("Secrets:0", "Jefe")).Ask("what do ya want for nothing?"u8, ("X-Signature", signature)));

    [Fact]
    public void Either_of_two_overlapping_secrets_is_accepted()
    {
        var authenticator = Of(("Secrets:0", "old"), ("Secrets:1", "new"));
        foreach (var secret in new[] { "old", "new" })
        {
            Assert.Equal(AuthenticationStatus.Accepted, authenticator.Ask("{}"u8, ("X-Signature", Sign(secret, "{}"))));
        }

        Assert.Equal(AuthenticationStatus.WrongCredential, authenticator.Ask("{}"u8, ("X-Signature", Sign("other", "{}"))));
    }

    [Fact]
    public void Absent_signature_is_missing() => Assert.Equal(AuthenticationStatus.MissingCredential, Of(("Secrets:0", "s")).Ask("{}"u8));

    [Fact]
    public void No_secret_is_always_refused()
        => Assert.Equal(AuthenticationStatus.NoCredentialConfigured, Of().Ask("{}"u8, ("X-Signature", Sign("", "{}"))));

    [Theory]
    [InlineData(0, AuthenticationStatus.Accepted)]
    [InlineData(-60, AuthenticationStatus.Accepted)]
    [InlineData(60, AuthenticationStatus.Accepted)]
    [InlineData(-61, AuthenticationStatus.StaleTimestamp)]
    [InlineData(61, AuthenticationStatus.StaleTimestamp)]
    public void Signed_timestamp_is_held_against_the_tolerance(int seconds, AuthenticationStatus expected)
    {
        var timestamp = $"{AuthenticationScenario.Now + seconds}";
        Assert.Equal(expected, Timed.Ask("{}"u8, ("X-Signature", Sign("s", $"{timestamp}.{{}}")), ("X-Timestamp", timestamp)));
    }

    [Fact]
    public void Signed_time_that_is_none_is_stale()
        => Assert.Equal(AuthenticationStatus.StaleTimestamp, Timed.Ask("{}"u8, ("X-Signature", Sign("s", "today.{}")), ("X-Timestamp", "today")));

    [Fact]
    public void Timestamp_that_the_signature_does_not_cover_is_wrong()
    {
        var timestamp = $"{AuthenticationScenario.Now}";
        Assert.Equal(AuthenticationStatus.WrongCredential, Timed.Ask("{}"u8, ("X-Signature", Sign("s", "{}")), ("X-Timestamp", timestamp)));
        Assert.Equal(AuthenticationStatus.MissingCredential, Timed.Ask("{}"u8, ("X-Signature", Sign("s", "{}"))));
    }

    private static WebhookAuthenticator Timed => Of(("Secrets:0", "s"), ("TimestampHeader", "X-Timestamp"), ("ToleranceSeconds", "60"));

    private static WebhookAuthenticator Of(params (string, string)[] settings)
        => AuthenticationScenario.Of("captain", [("Mode", "hmac-sha256"), .. settings]);

    private static string Sign(string secret, string content)
        => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(content)));
}
