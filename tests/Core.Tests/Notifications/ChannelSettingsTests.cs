namespace OrderRelay.Core.Tests.Notifications;

public sealed class ChannelSettingsTests
{
    private const string Section = ChannelScenario.Section;

    [Fact]
    public void Settings_that_can_be_used_have_no_error()
    {
        Assert.Empty(ChannelScenario.Errors(ChannelScenario.Webhook));
        Assert.Empty(ChannelScenario.Errors(ChannelScenario.Email));
        Assert.Empty(ChannelScenario.Errors());
    }

    [Theory]
    [InlineData("Kind", "pigeon", "webhook, email, slack or teams")]
    [InlineData("Url", "hooks/orders", "https://")]
    [InlineData("Url", "ftp://shop.example", "https://")]
    [InlineData("Url", "http://shop.example/hooks", "AllowInsecure")]
    [InlineData("Url", "https://me:mine@shop.example/", "before the @")]
    [InlineData("Url", "https://169.254.169.254/latest", "AllowPrivate")]
    [InlineData("Url", "https://2130706433/", "AllowPrivate")]
    [InlineData("Url", "https://0x7f.1/", "AllowPrivate")]
    [InlineData("Url", "https://[::ffff:10.0.0.1]/", "AllowPrivate")]
    [InlineData("Secrets:0", "whsec_!!!", "base64")]
    [InlineData("Secrets:0", "", "Secrets:0")]
    [InlineData("TimeoutSeconds", "0", "15")]
    [InlineData("Urls", "https://shop.example", "Url")]
    [InlineData("Host", "mail.shop.example", "remove it")]
    public void Webhook_setting_that_cannot_be_used_is_an_error_that_names_it_and_the_fix(string setting, string value, string fix)
        => AssertError([.. ChannelScenario.Webhook, ($"{Section}:{setting}", value)], value, fix);

    [Theory]
    [InlineData("Host", "", "SMTP server")]
    [InlineData("Host", "mail server", "SMTP server")]
    [InlineData("Port", "0", "587")]
    [InlineData("StartTls", "perhaps", "required")]
    [InlineData("User", "me", "both User and Password")]
    [InlineData("From", "nobody", "e-mail address")]
    [InlineData("From", "a@b.example\r\nBcc: c@d.example", "e-mail address")]
    [InlineData("To:0", "", "To:0")]
    [InlineData("To:0", "nobody", "name@host")]
    [InlineData("Url", "https://shop.example", "remove it")]
    public void Email_setting_that_cannot_be_used_is_an_error_that_names_it_and_the_fix(string setting, string value, string fix)
        => AssertError([.. ChannelScenario.Email, ($"{Section}:{setting}", value)], value, fix);

    [Fact]
    public void Password_without_encryption_is_refused_unless_that_is_meant()
    {
        (string, string)[] settings = [.. ChannelScenario.Email, ($"{Section}:StartTls", "none"), ($"{Section}:User", "me"), ($"{Section}:Password", "sesame")];

        AssertError(settings, "sesame", "AllowInsecure");
        Assert.Empty(ChannelScenario.Errors([.. settings, ($"{Section}:AllowInsecure", "true")]));
    }

    [Theory]
    [InlineData("slack")]
    [InlineData("teams")]
    public void Chat_without_an_address_is_an_error(string kind) => AssertError([($"{Section}:Kind", kind)], "?", "https://");

    [Fact]
    public void Value_of_the_wrong_kind_is_an_error_that_does_not_show_it()
        => AssertError([.. ChannelScenario.Webhook, ($"{Section}:AllowPrivate", "sesame")], "sesame", "true or false");

    [Fact]
    public void Every_channels_errors_come_at_once()
    {
        var errors = ChannelScenario.Errors(("Notifications:Channels:a:Kind", "x"), ("Notifications:Channels:b:Kind", "email"));

        Assert.StartsWith("Notifications:Channels:a:Kind", errors[0], StringComparison.Ordinal);
        Assert.Equal(["b:Host", "b:From", "b:To"], errors.Skip(1).Select(static error => error["Notifications:Channels:".Length..error.IndexOf(' ', StringComparison.Ordinal)]));
    }

    [Fact]
    public void Catalog_of_settings_with_errors_is_not_built_and_says_all_of_them()
    {
        var exception = Assert.Throws<ArgumentException>(() => ChannelScenario.Catalog(new FakeNetwork(), (Section + ":Kind", "x"), ("Notifications:Channels:b:Kind", "y")));

        Assert.Contains($"{Section}:Kind", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Notifications:Channels:b:Kind", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Catalog_finds_channels_by_name()
    {
        using var catalog = ChannelScenario.Catalog(new FakeNetwork(), ChannelScenario.Webhook);

        Assert.Equal(["shop"], catalog.Names);
        Assert.Equal("shop", catalog.Find("Shop")!.Name);
        Assert.Null(catalog.Find("other"));
    }

    [Theory]
    [InlineData("https://hooks.slack.com/services/T000/B000/XXXXXXXXabcd", "hooks.slack.com/…abcd")]
    [InlineData("https://shop.example:8443/hooks?token=sesame", "shop.example:8443/…same")]
    [InlineData("https://shop.example/hook", "shop.example/…")]
    [InlineData("https://shop.example", "shop.example")]
    public void Target_of_a_chat_shows_its_host_and_four_characters_at_most(string url, string masked)
    {
        using var catalog = ChannelScenario.Catalog(new FakeNetwork(), ($"{Section}:Kind", "slack"), ($"{Section}:Url", url));

        Assert.Equal(masked, catalog.Find("shop")!.MaskedTarget);
    }

    [Fact]
    public void Target_of_mail_shows_no_name()
    {
        using var catalog = ChannelScenario.Catalog(new FakeNetwork(), [.. ChannelScenario.Email, ($"{Section}:To:1", "Ana <ana@shop.example>")]);

        Assert.Equal("o…@shop.example, a…@shop.example by mail.shop.example", catalog.Find("shop")!.MaskedTarget);
    }

    private static void AssertError((string, string)[] settings, string secret, string fix)
    {
        var error = Assert.Single(ChannelScenario.Errors(settings));
        Assert.StartsWith(Section, error, StringComparison.Ordinal);
        Assert.True(error.Contains(fix, StringComparison.Ordinal), error);
        Assert.False(secret.Length > 0 && error.Contains(secret, StringComparison.Ordinal) && secret is not ("0" or "email"), error);
    }
}
