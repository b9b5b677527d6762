using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OrderRelay.Functions.Hosting;
using OrderRelay.Functions.ServiceBus;

namespace OrderRelay.Functions.Tests.Hosting;

public sealed class CompositionTests
{
    private const string Emulator = "Endpoint=sb://localhost;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;";

    public static TheoryData<string> Functions => [.. FunctionClasses().Select(static type => type.Name)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_function_is_resolved_from_local_settings(string name)
        => Assert.NotNull(Resolve(name, new() { ["TableConnection"] = "UseDevelopmentStorage=true", ["ServiceBusConnection"] = Emulator }));

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_function_is_resolved_from_identity_settings(string name) => Assert.NotNull(Resolve(name, new()
    {
        ["TableEndpoint"] = "https://st.table.core.windows.net/",
        ["BlobEndpoint"] = "https://st.blob.core.windows.net/",
        ["ServiceBusConnection:fullyQualifiedNamespace"] = "sb.servicebus.windows.net",
        ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "InstrumentationKey=00000000-0000-0000-0000-000000000000",
    }));

    [Fact]
    public void Function_names_are_unique_and_each_class_is_public_with_one_trigger()
    {
        var methods = FunctionClasses().SelectMany(FunctionMethods).ToList();

        Assert.Equal(methods.Count, methods.Select(static method => method.GetCustomAttribute<FunctionAttribute>()!.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(FunctionClasses(), static type => Assert.True(type.IsPublic && Assert.Single(FunctionMethods(type)).IsPublic));
    }

    [Fact]
    public void Missing_setting_is_named()
    {
        var fault = Assert.ThrowsAny<Exception>(() => Resolve("ListOrders", new() { ["ServiceBusConnection"] = Emulator }));

        Assert.Contains("TableEndpoint", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_vault_reference_that_was_not_resolved_counts_as_empty()
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.Configuration.AddInMemoryCollection([
            new("Providers:captain:Auth:Tokens:0", "@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/captain-token/)"),
            new("Providers:captain:Auth:Tokens:1", "real"),
        ]);

        builder.Configuration.CloseUnresolved();

        Assert.Equal("", builder.Configuration["Providers:captain:Auth:Tokens:0"]);
        Assert.Equal("real", builder.Configuration["Providers:captain:Auth:Tokens:1"]);
    }

    [Fact]
    public void Body_limit_is_read_from_settings()
    {
        using var host = Build(new() { ["TableConnection"] = "UseDevelopmentStorage=true", ["ServiceBusConnection"] = Emulator, ["ServiceBus:MaxBodyBytes"] = "7" });

        Assert.Equal(7, host.Services.GetRequiredService<ServiceBusOptions>().MaxBodyBytes);
    }

    private static object Resolve(string name, Dictionary<string, string?> settings)
    {
        using var host = Build(settings);
        return ActivatorUtilities.CreateInstance(host.Services, FunctionClasses().Single(type => type.Name == name));
    }

    private static Microsoft.Extensions.Hosting.IHost Build(Dictionary<string, string?> settings)
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.ConfigureFunctionsWebApplication();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddRelay(builder.Configuration);
        return builder.Build();
    }

    private static IEnumerable<Type> FunctionClasses()
        => typeof(QueueNames).Assembly.GetTypes().Where(static type => FunctionMethods(type).Any());

    private static IEnumerable<MethodInfo> FunctionMethods(Type type)
        => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(static method => method.IsDefined(typeof(FunctionAttribute)));
}
