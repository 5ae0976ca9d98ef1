namespace FunctionsEmulator.Tests.Sdk;

/// <summary>A surface for the comparer to judge.</summary>
public abstract class Sample : IDisposable
{
    protected Sample(string? name) => Name = name;

    public string? Name { get; init; }

    public abstract int Count { get; }

    public static Sample? Find(string name, int at = 1, string? group = null) => null;

    public virtual Task<TResult> Run<TResult>(Func<string?, Task<TResult>> work, TimeSpan? limit = null)
        where TResult : class => work(Name);

    public void Dispose() => GC.SuppressFinalize(this);

    internal void Unseen() => Dispose();
}
