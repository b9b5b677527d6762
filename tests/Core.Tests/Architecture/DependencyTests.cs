using System.Reflection;
using System.Runtime.CompilerServices;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Tests.Architecture;

/// <summary>functions → core ← local, and <c>core/Orders</c> at the bottom of it all.</summary>
public sealed class DependencyTests
{
    private const string OrdersNamespace = "OrderRelay.Core.Orders";
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly string[] ForeignToCore =
        ["Azure", "Microsoft.Azure", "Microsoft.AspNetCore", "Microsoft.Data", "SQLitePCL", "OpenTelemetry", "Microsoft.Extensions.Hosting"];

    [Fact]
    public void Core_references_no_host_technology()
        => Assert.DoesNotContain(typeof(OrderState).Assembly.GetReferencedAssemblies(), static name => IsForeign(name.Name!));

    [Fact]
    public void Core_project_names_no_host_technology()
    {
        var project = Assert.Single(Repository.ProjectFiles("core"));

        Assert.DoesNotContain(Includes(project), static include => IsForeign(include) || include.EndsWith(".csproj", StringComparison.Ordinal));
    }

    [Fact]
    public void Orders_sources_name_only_the_base_library_and_themselves()
    {
        var files = Repository.SourceFiles("core/Orders").ToArray();

        Assert.NotEmpty(files);
        Assert.All(files, static file =>
        {
            var source = File.ReadAllText(file);
            Assert.All(Repository.NamespacesNamed(source), static name => Assert.StartsWith(OrdersNamespace, name, StringComparison.Ordinal));
            Assert.All(Usings(source), static name => Assert.StartsWith("System", name, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Orders_types_are_made_of_the_base_library_and_themselves()
    {
        var orders = typeof(OrderState).Assembly.GetTypes().Where(static type => type.Namespace == OrdersNamespace).ToArray();
        var used = orders.SelectMany(Used).SelectMany(Parts).Distinct().Where(static type => !type.IsGenericParameter);

        Assert.Contains(typeof(OrderEvent), orders);
        Assert.All(used, static type => Assert.True(IsBaseLibrary(type) || type.Namespace == OrdersNamespace, $"{type} is used by {OrdersNamespace}"));
    }

    [Theory]
    [InlineData("local", "functions", "OrderRelay.Functions")]
    [InlineData("functions", "local", "OrderRelay.Local")]
    public void Hosts_never_know_each_other(string host, string other, string otherNamespace)
    {
        Assert.DoesNotContain(
            Repository.ProjectFiles(host).SelectMany(Includes), include => include.Replace('\\', '/').Contains($"/{other}/", StringComparison.Ordinal));
        Assert.All(
            Repository.SourceFiles(host),
            file => Assert.DoesNotContain(Repository.NamespacesNamed(File.ReadAllText(file)), name => name.StartsWith(otherNamespace, StringComparison.Ordinal)));
    }

    [Fact]
    public void Local_host_references_core_and_nothing_else_of_ours()
        => Assert.Equal(
            ["../core/OrderRelay.Core.csproj"],
            Repository.ProjectFiles("local").SelectMany(Includes).Where(static include => include.EndsWith(".csproj", StringComparison.Ordinal)));

    private static bool IsForeign(string name)
        => ForeignToCore.Any(foreign => name == foreign || name.StartsWith(foreign + ".", StringComparison.Ordinal) || name.StartsWith(foreign + "raw.", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Includes(string project)
        => System.Xml.Linq.XDocument.Load(project).Descendants()
            .Where(static element => element.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference" or "Reference")
            .Select(static element => (string?)element.Attribute("Include") ?? "");

    private static IEnumerable<string> Usings(string source)
        => source.Split('\n')
            .Where(static line => line.StartsWith("using ", StringComparison.Ordinal))
            .Select(static line => line["using ".Length..].Trim().TrimEnd(';'));

    private static IEnumerable<Type> Used(Type type)
        => type.GetFields(Everything).Select(static field => field.FieldType)
            .Concat(type.GetMethods(Everything).SelectMany(static method => Of(method).Append(method.ReturnType)))
            .Concat(type.GetConstructors(Everything).SelectMany(Of))
            .Concat(type.GetInterfaces())
            .Append(type.BaseType ?? typeof(object));

    /// <summary>Parameters and locals: what a body calls into mostly passes through one of these.</summary>
    private static IEnumerable<Type> Of(MethodBase method)
        => method.GetParameters().Select(static parameter => parameter.ParameterType)
            .Concat(method.GetMethodBody()?.LocalVariables.Select(static local => local.LocalType) ?? []);

    private static IEnumerable<Type> Parts(Type type)
        => type.HasElementType ? Parts(type.GetElementType()!)
            : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
            : [type];

    /// <summary>Types that the compiler adds to the assembly have no place of their own.</summary>
    private static bool IsBaseLibrary(Type type)
        => type.Assembly != typeof(OrderState).Assembly
            ? type.Assembly.GetName().Name is { } name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "System" or "netstandard")
            : type.IsDefined(typeof(CompilerGeneratedAttribute)) || type.Name.StartsWith('<');
}
