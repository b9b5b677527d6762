using System.Text.Json;
using System.Xml.Linq;
using OrderRelay.Functions.Blobs;
using OrderRelay.Functions.Hosting;
using OrderRelay.Functions.ServiceBus;
using OrderRelay.Functions.Tables;

namespace OrderRelay.Functions.Tests.Configuration;

/// <summary>Files that name the same thing in different places name it alike.</summary>
public sealed class DeploymentAgreementTests
{
    private static readonly string[] Queues = [QueueNames.OrderEvents, QueueNames.Notifications];

    [Fact]
    public void Queues_are_the_same_in_code_bicep_and_emulator()
    {
        Assert.Equal(Queues, DeploymentFiles.Bicep("app/messaging.bicep").GetProperty("vars").GetProperty("queueNames").Texts());
        Assert.Equal(Queues, EmulatorQueues().Select(static queue => queue.GetProperty("Name").GetString()));
    }

    [Fact]
    public void Queues_detect_duplicates_for_a_day_and_give_up_after_ten_deliveries()
    {
        var queue = DeploymentFiles.Resource("app/messaging.bicep", "Microsoft.ServiceBus/namespaces/queues").GetProperty("properties");

        Assert.True(queue.GetProperty("requiresDuplicateDetection").GetBoolean());
        Assert.Equal("P1D", queue.GetProperty("duplicateDetectionHistoryTimeWindow").GetString());
        Assert.Equal(10, queue.GetProperty("maxDeliveryCount").GetInt32());
    }

    [Fact]
    public void Emulator_queues_behave_like_the_deployed_ones_within_its_limits()
    {
        var deployed = DeploymentFiles.Resource("app/messaging.bicep", "Microsoft.ServiceBus/namespaces/queues").GetProperty("properties");
        Assert.All(EmulatorQueues(), queue =>
        {
            var properties = queue.GetProperty("Properties");
            Assert.Equal(deployed.GetProperty("maxDeliveryCount").GetInt32(), properties.GetProperty("MaxDeliveryCount").GetInt32());
            Assert.Equal(deployed.GetProperty("lockDuration").GetString(), properties.GetProperty("LockDuration").GetString());
            Assert.True(properties.GetProperty("RequiresDuplicateDetection").GetBoolean());
            Assert.InRange(Span(properties, "DuplicateDetectionHistoryTimeWindow"), TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(5));
            Assert.InRange(Span(properties, "DefaultMessageTimeToLive"), TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));
        });
    }

    [Fact]
    public void Tables_and_container_are_those_that_the_adapters_open()
    {
        var vars = DeploymentFiles.Bicep("app/storage.bicep").GetProperty("vars");

        Assert.Equal(OrderTables.Names, vars.GetProperty("tableNames").Texts());
        Assert.Equal(BlobBodyArchive.ContainerName, vars.GetProperty("bodiesContainer").GetString());
    }

    [Fact]
    public void Batch_of_one_order_fits_into_one_transaction()
        => Assert.InRange(ServiceBusSettings().GetProperty("maxMessageBatchSize").GetInt32(), 1, OrderTransaction.MaxActions - 1);

    [Fact]
    public void Run_of_jobs_ends_well_before_the_host_ends_it()
    {
        var timeout = TimeSpan.Parse(DeploymentFiles.Json("host.json").GetProperty("functionTimeout").GetString()!, System.Globalization.CultureInfo.InvariantCulture);

        Assert.True(JobRun.Longest <= timeout - TimeSpan.FromSeconds(45));
    }

    [Fact]
    public void Notifications_are_settings_and_secrets_of_their_section()
    {
        var notifications = DeploymentFiles.Json("infra", "app", "notifications.json");

        Assert.All(notifications.GetProperty("settings").EnumerateArray(), static setting => Assert.StartsWith("Notifications__", setting.GetProperty("name").GetString(), StringComparison.Ordinal));
        Assert.All(notifications.GetProperty("secrets").EnumerateArray(), static secret => Assert.StartsWith("Notifications__", secret.GetProperty("setting").GetString(), StringComparison.Ordinal));
        Assert.Contains("notifications.json", DeploymentFiles.Bicep("app/functions.bicep").GetProperty("vars").GetProperty("notifications").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Host_settles_by_itself_and_speaks_open_telemetry()
    {
        var host = DeploymentFiles.Json("host.json");

        Assert.False(ServiceBusSettings().GetProperty("autoCompleteMessages").GetBoolean());
        Assert.Equal("OpenTelemetry", host.GetProperty("telemetryMode").GetString());
        Assert.Equal("", host.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());
    }

    [Fact]
    public void Azd_builds_the_one_project_of_the_folder_and_finds_its_site()
    {
        var (name, service) = DeploymentFiles.Azure.GetProperty("services").EnumerateObject().Select(static service => (service.Name, service.Value)).Single();
        var folder = Path.Combine(RepositoryRoot.Folder, service.GetProperty("project").GetString()!);

        Assert.Equal(("dotnet", "function"), (service.GetProperty("language").GetString(), service.GetProperty("host").GetString()));
        Assert.Single(Directory.GetFiles(folder, "*.csproj"));
        Assert.Empty(Directory.GetFiles(folder, "*.sln*"));
        var site = DeploymentFiles.Resource("app/functions.bicep", "Microsoft.Web/sites");
        Assert.Contains($"'azd-service-name': '{name}'", site.GetProperty("tags").GetProperty("expression").GetString(), StringComparison.Ordinal);
        Assert.Contains("SERVICE_FUNCTIONS_NAME", DeploymentFiles.Bicep("main.bicep").GetProperty("outputs").Texts());
    }

    [Fact]
    public void Parameters_file_gives_only_parameters_that_exist()
        => Assert.Subset(
            DeploymentFiles.Bicep("main.bicep").GetProperty("params").Texts().ToHashSet(),
            DeploymentFiles.Json("infra", "main.parameters.json").GetProperty("parameters").EnumerateObject().Select(static parameter => parameter.Name).ToHashSet());

    [Fact]
    public void Runtime_of_the_site_is_the_one_that_the_project_targets()
    {
        var runtime = DeploymentFiles.Resource("app/functions.bicep", "Microsoft.Web/sites").GetProperty("properties").GetProperty("functionAppConfig").GetProperty("runtime");
        var target = XDocument.Parse(RepositoryRoot.Read("Directory.Build.props")).Descendants("TargetFramework").Single().Value;

        Assert.Equal(("dotnet-isolated", target), (runtime.GetProperty("name").GetString(), $"net{runtime.GetProperty("version").GetString()}"));
        Assert.Equal("dotnet-isolated", LocalValues().GetProperty("FUNCTIONS_WORKER_RUNTIME").GetString());
    }

    [Fact]
    public void Local_settings_point_at_the_emulators_that_compose_and_npm_start()
    {
        var connection = LocalValues().GetProperty(QueueNames.Connection).GetString()!;
        Assert.Contains("Endpoint=sb://localhost;", connection, StringComparison.Ordinal);
        Assert.Contains("UseDevelopmentEmulator=true", connection, StringComparison.Ordinal);
        Assert.Equal("UseDevelopmentStorage=true", LocalValues().GetProperty("AzureWebJobsStorage").GetString());

        var emulator = DeploymentFiles.Compose.GetProperty("services").GetProperty("servicebus");
        Assert.Contains(emulator.GetProperty("ports").Texts(), static port => port.EndsWith(":5672:5672", StringComparison.Ordinal));
        var mount = Assert.Single(emulator.GetProperty("volumes").Texts()).Split(':');
        Assert.True(File.Exists(Path.Combine(RepositoryRoot.Folder, mount[0])));
        Assert.Equal("/ServiceBus_Emulator/ConfigFiles/Config.json", mount[1]);
    }

    [Fact]
    public void Providers_take_their_credentials_from_the_same_settings_everywhere()
    {
        var deployed = DeploymentFiles.Bicep("app/functions.bicep").GetProperty("vars").GetProperty("providerSecrets")
            .EnumerateArray().Select(static secret => secret.GetProperty("setting").GetString()).ToHashSet();

        Assert.Subset(deployed, LocalValues().EnumerateObject().Select(static value => (string?)value.Name).Where(static name => name!.StartsWith("Providers__", StringComparison.Ordinal)).ToHashSet());
        Assert.All(OrderRelay.Core.Providers.ProviderCatalog.Default.All, provider => Assert.Contains($"Providers__{provider.Name}__Auth__Tokens__0", deployed));
    }

    [Theory]
    [InlineData("app/storage.bicep", "Microsoft.Storage/storageAccounts", "allowSharedKeyAccess", false)]
    [InlineData("app/messaging.bicep", "Microsoft.ServiceBus/namespaces", "disableLocalAuth", true)]
    [InlineData("app/monitoring.bicep", "Microsoft.Insights/components", "DisableLocalAuth", true)]
    [InlineData("app/secrets.bicep", "Microsoft.KeyVault/vaults", "enableRbacAuthorization", true)]
    public void Resource_takes_no_keys(string file, string type, string property, bool value)
        => Assert.Equal(value, DeploymentFiles.Resource(file, type).GetProperty("properties").GetProperty(property).GetBoolean());

    private static JsonElement ServiceBusSettings() => DeploymentFiles.Json("host.json").GetProperty("extensions").GetProperty("serviceBus");

    private static JsonElement LocalValues() => DeploymentFiles.Json("local.settings.sample.json").GetProperty("Values");

    private static JsonElement[] EmulatorQueues()
        => [.. DeploymentFiles.Json("infra", "emulator", "Config.json").GetProperty("UserConfig").GetProperty("Namespaces")[0].GetProperty("Queues").EnumerateArray()];

    private static TimeSpan Span(JsonElement properties, string name) => System.Xml.XmlConvert.ToTimeSpan(properties.GetProperty(name).GetString()!);
}
