using System.Text.Json;

namespace OrderRelay.Core.Tests.Orders;

/// <summary>Values with every member filled, so that one which is added later cannot be forgotten.</summary>
internal static class Filled
{
    public static T Of<T>() => (T)Of(typeof(T));

    private static object Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
        {
            return "a <b> \"c\" é \u2028 😀";
        }

        if (type == typeof(int))
        {
            return 7;
        }

        if (type == typeof(decimal))
        {
            return -23.5550120m;
        }

        if (type == typeof(bool))
        {
            return true;
        }

        if (type == typeof(DateTimeOffset))
        {
            return new DateTimeOffset(2022, 4, 28, 12, 0, 0, 123, TimeSpan.FromHours(-3)).AddTicks(4560);
        }

        if (type == typeof(JsonElement))
        {
            return JsonDocument.Parse("""{"a":[1.50,null,"\u00e9<"]}""").RootElement;
        }

        if (type.IsEnum)
        {
            return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var list = Array.CreateInstance(type.GetGenericArguments()[0], 2);
            list.SetValue(Of(type.GetGenericArguments()[0]), 0);
            list.SetValue(Of(type.GetGenericArguments()[0]), 1);
            return list;
        }

        var constructor = type.GetConstructors().MaxBy(static one => one.GetParameters().Length);
        var filled = constructor is null
            ? Activator.CreateInstance(type)!
            : constructor.Invoke([.. constructor.GetParameters().Select(static parameter => Of(parameter.ParameterType))]);
        foreach (var property in type.GetProperties().Where(static property => property.CanWrite && property.GetIndexParameters().Length == 0))
        {
            property.SetValue(filled, Of(property.PropertyType));
        }

        return filled;
    }
}
