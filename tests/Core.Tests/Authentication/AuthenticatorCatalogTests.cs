using OrderRelay.Core.Authentication;

namespace OrderRelay.Core.Tests.Authentication;

public sealed class AuthenticatorCatalogTests
{
    [Fact]
    public void Provider_without_settings_refuses_everything()
    {
        var catalog = AuthenticationScenario.Catalog(("Providers:captain:Auth:Tokens:0", "secret"));
        Assert.True(catalog.HasCredential("captain"));
        Assert.False(catalog.HasCredential("abbiamo"));
        Assert.Equal(AuthenticationStatus.NoCredentialConfigured, catalog.Find("abbiamo")!.Ask("{}"u8, ("Authorization", "secret")));
    }

    [Fact]
    public void Provider_that_nobody_knows_has_no_authenticator()
    {
        var catalog = AuthenticationScenario.Catalog();
        Assert.Null(catalog.Find("pombo"));
        Assert.False(catalog.HasCredential("pombo"));
    }

    [Theory]
    [InlineData("Providers:captain:Auth:Mode", "magic", "token-header")]
    [InlineData("Providers:captain:Auth:Encoding", "rot13", "hex or base64")]
    [InlineData("Providers:captain:Auth:ToleranceSeconds", "0", "300")]
    [InlineData("Providers:captain:Auth:ToleranceSeconds", "soon", "300")]
    [InlineData("Providers:captain:Auth:Header", "Auth Token", "letters")]
    [InlineData("Providers:captain:Auth:Secrets", "x", "only Mode")]
    [InlineData("Providers:captian", "x", "captain, abbiamo")]
    public void Setting_that_cannot_be_used_is_an_error_that_names_it_and_the_fix(string setting, string value, string fix)
    {
        (string, string)[] settings = setting.EndsWith("Secrets", StringComparison.Ordinal) ? [($"{setting}:0", value)] : [(setting, value)];
        var error = Assert.Single(AuthenticationScenario.Errors(settings));
        Assert.StartsWith(setting, error, StringComparison.Ordinal);
        Assert.True(error.Contains(fix, StringComparison.Ordinal), error);
        _ = Assert.Throws<ArgumentException>(() => AuthenticationScenario.Catalog(settings));
    }

    [Fact]
    public void Errors_are_told_all_at_once_and_show_no_secret()
    {
        var errors = AuthenticationScenario.Errors(
            ("Providers:captain:Auth:Mode", "hmac-sha256"),
            ("Providers:captain:Auth:Tokens:0", "s3cr3t-token"),
            ("Providers:captain:Auth:Secrets:0", "hex:s3cr3t-key"),
            ("Providers:abbiamo:Auth:Mode", "standard-webhooks"),
            ("Providers:abbiamo:Auth:Secrets:0", "whsec_s3cr3t!"));
        Assert.Equal(3, errors.Count);
        Assert.DoesNotContain(errors, static error => error.Contains("s3cr3t", StringComparison.Ordinal));
    }

    [Fact]
    public void Half_a_user_and_a_name_with_a_colon_are_errors()
    {
        var errors = AuthenticationScenario.Errors(
            ("Providers:captain:Auth:Mode", "basic"),
            ("Providers:captain:Auth:Users:0:Name", "only"),
            ("Providers:captain:Auth:Users:1:Name", "a:b"),
            ("Providers:captain:Auth:Users:1:Password", "p"));
        Assert.Equal(2, errors.Count);
    }

    [Fact]
    public void Refusal_says_what_to_do_and_shows_no_credential()
    {
        var authenticator = AuthenticationScenario.Of("captain", ("Tokens:0", "s3cr3t"));
        var wrong = authenticator.Authenticate(new FakeHeaders(("Auth-Token", "gu3ss")), "{}"u8);
        Assert.Contains("Providers:captain:Auth:Tokens", wrong.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", wrong.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("gu3ss", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("Auth-Token", authenticator.Authenticate(new FakeHeaders(), "{}"u8).Text, StringComparison.Ordinal);
    }
}
