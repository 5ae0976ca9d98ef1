using BenchmarkDotNet.Running;
using Parts;

// In this process: a project that is generated for each would not know this repository's own settings.
BenchmarkSwitcher.FromAssembly(typeof(Records).Assembly).Run(["--inProcess", "--memory", .. args]);
