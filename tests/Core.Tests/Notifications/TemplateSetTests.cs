using OrderRelay.Contracts;
using OrderRelay.Core.Notifications;
using OrderRelay.Core.Notifications.Rendering;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Core.Tests.Notifications;

public sealed class TemplateSetTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("templates-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_headline_has_a_template()
    {
        var names = new TemplateSet(ChannelScenario.Configuration()).Names;

        Assert.Empty(StatusNames.Headlines.Except(names));
        Assert.Equal(["conflict", "default", "stalled", "unknown_status"], names.Except(StatusNames.Headlines));
    }

    [Fact]
    public void File_in_the_folder_replaces_that_part_alone()
    {
        Write("picked_up.subject.hbs", "Off it goes: {{orderNumber}} <3");

        var message = Render();

        Assert.Equal("Off it goes: order-1 <3", message.Subject);
        Assert.Contains("Rui picked up order order-1", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Replaced_html_escapes_too()
    {
        Write("picked_up.html.hbs", "<i>{{driverFirstName}}</i>{{> details}}");

        Assert.StartsWith("<i>Rui</i>", Render().Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("picked_up.subject.hbs", "{{#if a}}", "no Handlebars template")]
    [InlineData("picked_up.html.hbs", "{{{storeName}}}", "as HTML")]
    [InlineData("picked_up.html.hbs", "{{&storeName}}", "as HTML")]
    [InlineData("pickedup.html.hbs", "x", "replaces no template")]
    [InlineData("details.text.hbs", "{{/if}}", "no Handlebars template")]
    public void File_that_cannot_be_used_is_an_error_that_names_it(string file, string content, string word)
    {
        Write(file, content);

        var error = Assert.Single(TemplateSet.Validate(Configuration()));

        Assert.StartsWith(Path.Combine(folder, file), error, StringComparison.Ordinal);
        Assert.Contains(word, error, StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentException>(() => new TemplateSet(Configuration()));
    }

    [Fact]
    public void Folder_that_is_not_there_is_an_error()
        => Assert.StartsWith("Notifications:Templates", Assert.Single(TemplateSet.Validate(
            ChannelScenario.Configuration((TemplateSet.FolderSetting, Path.Combine(folder, "none"))))), StringComparison.Ordinal);

    private void Write(string file, string content) => File.WriteAllText(Path.Combine(folder, file), content);

    private Microsoft.Extensions.Configuration.IConfiguration Configuration() => ChannelScenario.Configuration((TemplateSet.FolderSetting, folder));

    private NotificationMessage Render()
    {
        var order = new OrderKey("captain", "order-1");
        return new NotificationRenderer(new TemplateSet(Configuration()), new StoreTimeZones(Configuration()), new StallPolicy(StallPolicy.DefaultAfter)).Render(
            new() { Id = "r", Order = order, Event = new("e"), Rule = "r", Channel = "c", Change = "headline:picked_up", RequestedAt = Samples.Noon },
            Samples.State(Samples.Event(order, "e")),
            Samples.Noon);
    }
}
